import Foundation
import TallyCore
import Testing

struct VisionRunTests {
    /// A white and a black pixel as PNG.
    private static let white =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg=="
    private static let black =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

    /// A benchmark of two image-only receipts and one that has a text too, which shows them as the line says.
    private func scene(
        image: String,
        _ body: @escaping @Sendable (Scene) async throws -> Void
    ) async throws {
        try await Scene.with(cases: 1, script: { _ in .completion(Receipts.answer(for: "Shop1")) })
        {
            scene in
            let lines = [
                #"{"id":"w","text":null,"image":"img/w.png","expected":{"merchant":"Shop1"}}"#,
                #"{"id":"b","text":"Shop1 TEXT","image":"img/b.png","expected":{"merchant":"Shop1"}}"#,
            ]
            try scene.sandbox.write(lines.joined(separator: "\n") + "\n", to: "receipts.jsonl")
            try scene.writeImage(Self.white, "w")
            try scene.writeImage(Self.black, "b")
            let text = String(decoding: try scene.sandbox.bytes(of: "trial.yaml"), as: UTF8.self)
            try scene.sandbox.write(text + "    image: \(image)\n", to: "trial.yaml")
            try await body(scene)
        }
    }

    @Test func `an image is shown as it is, and its text is not`() async throws {
        try await scene(image: "true") { scene in
            let outcome = try await scene.tally("run", "trial.yaml")
            #expect(outcome.code == 0, "\(outcome.messages)")
            let shown = Set(scene.server.calls.compactMap { $0.image?["url"]?.string })
            #expect(
                shown == [
                    "data:image/png;base64,\(Self.white)", "data:image/png;base64,\(Self.black)",
                ]
            )
            #expect(scene.server.calls.allSatisfy { $0.text.contains("(the attached image)") })
            #expect(scene.server.calls.allSatisfy { !$0.text.contains("TEXT") })
            let digests = try StoreFile(scene.sandbox).strings("SELECT image_sha256 FROM cases")
            #expect(digests.count == 2 && digests.allSatisfy { $0.count == 64 })
        }
    }

    @Test func `text and image go together where there are both`() async throws {
        try await scene(image: "{show: both, detail: low}") { scene in
            let outcome = try await scene.tally("run", "trial.yaml")
            #expect(outcome.code == 0, "\(outcome.messages)")
            let calls = scene.server.calls
            #expect(calls.allSatisfy { $0.image?["detail"] == "low" })
            #expect(calls.count { $0.text.contains("Shop1 TEXT") } == 1)
        }
    }

    @Test func `another image is another run, and no resume mixes them`() async throws {
        try await scene(image: "true") { scene in
            scene.server.mend { call in
                call.number == 1 ? .refusal(401, code: "invalid_api_key", "no") : .answer(to: call)
            }
            #expect(try await scene.tally("run", "trial.yaml").code == 6)
            try scene.writeImage(Self.white, "b")
            let outcome = try await scene.tally("resume")
            #expect(outcome.code == 2)
            #expect(outcome.messages.contains("an image changed since experiment"))
            try scene.writeImage(Self.black, "b")
            scene.server.mend { _ in .completion(Receipts.answer(for: "Shop1")) }
            #expect(try await scene.tally("resume").code == 0)
        }
    }

    @Test(arguments: [
        ("none.png", "1 of 2 cases name an image that is not there; remote shows images"),
        ("text.png", "text.png: neither PNG, JPEG, GIF nor WebP"),
    ])
    func `an image that cannot be shown is named before anything is sent`(
        name: String,
        message: String
    ) async throws {
        try await scene(image: "true") { scene in
            try scene.sandbox.write("no image", to: "img/text.png")
            let record = #"{"id":"w","text":null,"image":"img/\#(name)","expected":{}}"#
            let other = #"{"id":"b","text":null,"image":"img/b.png","expected":{}}"#
            try scene.sandbox.write("\(record)\n\(other)\n", to: "receipts.jsonl")
            let outcome = try await scene.tally("run", "trial.yaml")
            #expect(outcome.code == 2)
            #expect(outcome.messages.contains(message), "\(outcome.messages)")
            #expect(scene.server.calls.isEmpty)
        }
    }

    @Test func `a receipt without a text needs a profile that shows images`() async throws {
        try await scene(image: "false") { scene in
            let outcome = try await scene.tally("run", "trial.yaml")
            #expect(outcome.code == 2)
            #expect(
                outcome.messages.contains(
                    "1 of 2 cases have no text to show a model; remote needs a text in every case, "
                        + "or `image: true` to show the image"
                )
            )
        }
    }
}

extension Scene {
    fileprivate func writeImage(_ base64: String, _ name: String) throws {
        let file = sandbox.url("img/\(name).png")
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try (Data(base64Encoded: base64) ?? Data()).write(to: file)
    }
}
