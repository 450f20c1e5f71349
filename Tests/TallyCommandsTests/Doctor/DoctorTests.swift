import Foundation
import TallyCore
import Testing

/// The doctor says what a run would meet, and touches nothing.
@Suite(.timeLimit(.minutes(3)))
struct DoctorTests {
    private typealias Findings = [String: (verdict: String, text: String)]

    private static func examine(
        _ scene: Scene,
        _ arguments: String...,
        key: String? = Scene.key,
        expected code: Int32 = 0
    ) async throws -> [String: Findings] {
        let outcome = try await scene.tally(
            ["doctor", "--benchmark", "trial.yaml", "--json"] + arguments,
            key: key
        )
        #expect(outcome.code == code, "\(outcome.output)\(outcome.messages)")
        var checkups: [String: Findings] = [:]
        for checkup in try JSONParser.parse(outcome.output).array ?? [] {
            var findings: Findings = [:]
            for finding in checkup["findings"]?.array ?? [] {
                findings[finding["topic"]?.string ?? ""] = (
                    finding["verdict"]?.string ?? "", finding["text"]?.string ?? ""
                )
            }
            checkups[checkup["name"]?.string ?? ""] = findings
        }
        return checkups
    }

    @Test func `a sound place is found sound, and no receipt is sent`() async throws {
        try await Scene.with { scene in
            let checkups = try await Self.examine(scene)
            let endpoint = try #require(checkups["remote"])
            #expect(endpoint["key"]?.text == "TEST_KEY is set")
            #expect(endpoint["dns"]?.verdict == "ok")
            #expect(endpoint["auth"]?.text == "let in, 1 models")
            #expect(endpoint["headers"]?.text == "x-ratelimit-limit-requests 500")
            let store = try #require(checkups["store results/tally.sqlite"])
            #expect(store["store"]?.text.hasPrefix("none yet") == true)
            #expect(store["disk"]?.text.contains("free at") == true)
            #expect(scene.server.calls.isEmpty)
            #expect(!scene.sandbox.exists("results"))
            let program = try #require(checkups.first { $0.key.hasPrefix("tally ") }?.value)
            #expect(program["sqlite"]?.text.first?.isNumber == true)
            #expect(program["files"]?.text.contains("room for") == true)
        }
    }

    @Test func `a refused key, a missing key and a lost model are told apart`() async throws {
        try await Scene.with { scene in
            let refused = try await Self.examine(scene, key: "sk-wrong-4712", expected: 6)
            #expect(refused["remote"]?["auth"]?.verdict == "fail")
            #expect(refused["remote"]?["auth"]?.text == "refused (401): unknown key [redacted]")
            let missing = try await Self.examine(scene, key: nil, expected: 6)
            #expect(missing["remote"]?["key"]?.verdict == "fail")
            #expect(missing["remote"]?["auth"] == nil)
            let text = String(decoding: try scene.sandbox.bytes(of: "trial.yaml"), as: UTF8.self)
            let other = text.replacing("model: test-model", with: "model: gone")
            try scene.sandbox.write(other, to: "trial.yaml")
            let gone = try await Self.examine(scene)
            #expect(gone["remote"]?["auth"]?.verdict == "warning")
            #expect(gone["remote"]?["auth"]?.text.contains("gone is not among them") == true)
        }
    }

    @Test func `a host without an address fails; offline nobody is asked`() async throws {
        try await Scene.with { scene in
            let text = String(decoding: try scene.sandbox.bytes(of: "trial.yaml"), as: UTF8.self)
            let lost = text.replacing("127.0.0.1", with: "no-such-host.invalid")
            try scene.sandbox.write(lost, to: "trial.yaml")
            let found = try await Self.examine(scene, expected: 6)
            #expect(found["remote"]?["dns"]?.verdict == "fail")
            let offline = try await Self.examine(scene, "--offline")
            #expect(offline["remote"]?["dns"] == nil)
        }
    }

    @Test(arguments: [
        ("dataset: receipts.jsonl", "dataset: nowhere.jsonl", "nowhere.jsonl"),
        ("model: test-model", "model: test-model\n    price: openai/gpt-4p", "unknown price"),
        ("name: trial", "nam: trial", "unknown key"),
    ])
    func `what a run of the benchmark would refuse is found`(
        line: String,
        changed: String,
        message: String
    ) async throws {
        try await Scene.with { scene in
            let text = String(decoding: try scene.sandbox.bytes(of: "trial.yaml"), as: UTF8.self)
            try scene.sandbox.write(text.replacing(line, with: changed), to: "trial.yaml")
            let outcome = try await scene.tally("doctor", "--benchmark", "trial.yaml", "--offline")
            #expect(outcome.code == (changed.hasPrefix("nam:") ? 2 : 6))
            #expect((outcome.output + outcome.messages).contains(message))
        }
    }

    @Test func `a run that was cut off is spoken of, and who writes now`() async throws {
        let script: ModelServer.Script = { call in
            if call.number > 2 { try await Task.sleep(for: .seconds(60)) }
            return .answer(to: call)
        }
        try await Scene.with(cases: 6, script: script) { scene in
            let program = try scene.start("run", "trial.yaml")
            try await wait(until: "two are answered") { scene.server.calls.count > 3 }
            let running = try await Self.examine(scene)
            let name = "store results/tally.sqlite"
            let writer = "process \(program.pid) writes to it now"
            #expect(running[name]?["writer"]?.text == writer)
            program.kill()
            _ = try await program.outcome()
            let cut = try await Self.examine(scene)
            #expect(cut[name]?["store"]?.verdict == "warning")
            #expect(cut[name]?["store"]?.text.contains("1 experiments were cut off") == true)
            #expect(cut[name]?["writer"] == nil)
        }
    }

    @Test func `a damaged store is found, untouched`() async throws {
        try await Scene.with(cases: 12) { scene in
            #expect(try await scene.tally("run", "trial.yaml").code == 0)
            var bytes = try scene.sandbox.bytes(of: "results/tally.sqlite")
            let page = bytes.count / 4096 / 2
            for index in page * 4096..<(page + 1) * 4096 { bytes[index] = UInt8(index % 251) }
            try bytes.write(to: scene.sandbox.url("results/tally.sqlite"))
            let found = try await Self.examine(scene, expected: 6)
            let text = found["store results/tally.sqlite"]?["store"]?.text
            #expect(text?.contains("damaged") == true)
            #expect(try scene.sandbox.bytes(of: "results/tally.sqlite") == bytes)
            let run = try await scene.tally("run", "trial.yaml")
            #expect(run.code == 1)
            #expect(run.messages.contains(".recover"))
            #expect(try scene.sandbox.bytes(of: "results/tally.sqlite") == bytes)
        }
    }
}
