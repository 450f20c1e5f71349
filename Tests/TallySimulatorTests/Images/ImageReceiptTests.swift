import Foundation
import TallyCore
import TallySimulator
import Testing

/// Receipts that are recognised by their image.
struct ImageReceiptTests {
    /// Three cases with images in a folder that is gone when the test ends; the first two are of the same length.
    private static func withBench(_ body: (Bench, [[UInt8]]) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("tally-images-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let pictures = [
            Picture.png(100, 200, filler: 1), Picture.png(100, 200, filler: 2),
            Picture.jpeg(300, 400),
        ]
        var cases: [Case] = []
        for (number, bytes) in pictures.enumerated() {
            try Data(bytes).write(to: folder.appendingPathComponent("\(number).img"))
            cases.append(
                Case(
                    id: "picture-\(number)",
                    text: number == 2 ? "PRINTED TEXT" : nil,
                    image: "\(number).img",
                    expected: JSONObject([("merchant", .string("Shop \(number)"))])
                )
            )
        }
        cases.append(
            Case(id: "gone", text: nil, image: "gone.img", expected: JSONObject([]))
        )
        var source = Cases(cases + [.market])
        source.folder = folder.path
        let simulator = try Simulator(
            models: ["sim-a": .plain],
            cases: [source],
            speed: .infinity,
            fallback: { JSONObject([("merchant", .string("parsed '\($0)'"))]) }
        )
        try await body(Bench(simulator: simulator), pictures)
    }

    @Test func `an image that a dataset has is recognised`() async throws {
        try await Self.withBench { bench, pictures in
            for (number, bytes) in pictures.enumerated() {
                let reply = try await bench.post(request(image: Picture.url(bytes)))
                #expect(reply.fields["merchant"]?.string == "Shop \(number)")
            }
            #expect(bench.simulator.counters["sim-a"]?.unknownReceipts == 0)
        }
    }

    @Test func `one byte more is another image`() async throws {
        try await Self.withBench { bench, pictures in
            let reply = try await bench.post(request(image: Picture.url(pictures[0] + [0])))
            #expect(reply.fields["merchant"] == "parsed ''")
            #expect(bench.simulator.counters["sim-a"]?.unknownReceipts == 1)
        }
    }

    @Test func `a text goes before an image`() async throws {
        try await Self.withBench { bench, pictures in
            let url = Picture.url(pictures[0])
            let known = try await bench.post(request(image: url, text: Case.market.text ?? ""))
            #expect(known.fields["merchant"] == "Corner Market")
            let unknown = try await bench.post(request(image: url, text: "<receipt>?</receipt>"))
            #expect(unknown.fields["merchant"] == "Shop 0")
        }
    }

    @Test func `beside an unknown image only a marked text is parsed`() async throws {
        try await Self.withBench { bench, _ in
            let url = Picture.url(Picture.png(5, 5))
            let reply = try await bench.post(request(image: url, text: "<receipt>A</receipt>"))
            #expect(reply.fields["merchant"] == "parsed 'A'")
        }
    }

    @Test func `an image of an earlier message is not the one asked about`() async throws {
        try await Self.withBench { bench, pictures in
            let first = request(image: Picture.url(pictures[0]))["messages"]?[0] ?? .null
            let second = request(image: Picture.url(pictures[1]))["messages"]?[0] ?? .null
            let reply = try await bench.post([
                "model": "sim-a", "messages": [first, second],
                "response_format": ["type": "json_object"],
            ])
            #expect(reply.fields["merchant"] == "Shop 1")
        }
    }

    @Test func `every API shows images`() async throws {
        try await Self.withBench { bench, pictures in
            let url = Picture.url(pictures[1])
            let response = try await bench.post(
                [
                    "model": "sim-a", "text": ["format": ["type": "json_object"]],
                    "input": [
                        [
                            "role": "user",
                            "content": [["type": "input_image", "image_url": .string(url)]],
                        ]
                    ],
                ],
                to: ResponsesPath.azure
            )
            #expect(response.outputText?.contains("Shop 1") == true)
            let data = String(url.dropFirst("data:image/png;base64,".count))
            let message = try await bench.message([
                "model": "sim-a", "max_tokens": 500,
                "messages": [
                    [
                        "role": "user",
                        "content": [
                            [
                                "type": "image",
                                "source": [
                                    "type": "base64", "media_type": "image/png",
                                    "data": .string(data),
                                ],
                            ]
                        ],
                    ]
                ],
            ])
            #expect(message.messageText?.contains("Shop 1") == true)
        }
    }
}
