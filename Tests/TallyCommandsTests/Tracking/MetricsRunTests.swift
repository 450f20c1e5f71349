import AsyncHTTPClient
import Foundation
import NIOCore
import TallyCore
import Testing

/// Metrics of runs, as Prometheus and its friends get them.
@Suite(.timeLimit(.minutes(3)))
struct MetricsRunTests {
    /// The number of a series whose labels hold a text.
    private func value(_ name: String, _ label: String, in text: String) -> Double? {
        let line = text.split(separator: "\n").first {
            $0.hasPrefix(name + "{") && $0.contains(label)
        }
        return line?.split(separator: " ").last.flatMap { Double($0) }
    }

    @Test func `a file has the run's numbers, and a resume goes on from the store`() async throws {
        let refusal: ModelServer.Script = { call in
            call.number < 4 ? .answer(to: call) : .refusal(401, code: "no", "unknown key")
        }
        try await Scene.with(cases: 8, concurrency: 1, script: refusal) { scene in
            let first = try await scene.tally("run", "trial.yaml", "--metrics-file", "m.prom")
            #expect(first.code == 6)
            scene.server.mend()
            let second = try await scene.tally("resume", "--metrics-file", "m.prom")
            #expect(second.code == 0)
            let text = String(decoding: try scene.sandbox.bytes(of: "m.prom"), as: UTF8.self)
            let store = StoreFile(scene.sandbox)
            #expect(value("tally_request_total", "success", in: text) == 8)
            let failed = Double(store.count("attempts", where: "error IS NOT NULL"))
            #expect(
                value("tally_request_total", "status=\"error\"", in: text) == failed && failed > 0
            )
            #expect(value("tally_tool_usage_total", "extract", in: text) == 8)
            #expect(value("tally_accuracy_documents", "document_exact", in: text) == 8)
            #expect(value("tally_last_run_timestamp_seconds", "trial", in: text) ?? 0 > 1.7e9)
        }
    }

    @Test func `metrics are served while a run lasts, and no longer`() async throws {
        try await Scene.with(cases: 3) { scene in
            let reserved = try ReservedPort()
            let port = reserved.number
            reserved.release()
            let program = try scene.start(
                "run",
                "trial.yaml",
                "--metrics-port",
                "\(port)",
                "--metrics-linger",
                "60"
            )
            let request = HTTPClientRequest(url: "http://127.0.0.1:\(port)/metrics")
            try await wait(until: "all is counted") {
                let response = try? await HTTPClient.shared.execute(request, timeout: .seconds(5))
                guard let body = try? await response?.body.collect(upTo: 1 << 20) else {
                    return false
                }
                let text = String(buffer: body)
                return value("tally_tool_usage_total", "extract", in: text) == 3
            }
            program.signal(SIGINT)
            let outcome = try await program.outcome()
            #expect(outcome.code == 0, "\(outcome.messages)")
            #expect(outcome.messages.contains("Prometheus initialized (port \(port))"))
        }
    }

    @Test func `an event log has a line for every request, trial and error`() async throws {
        let refusal: ModelServer.Script = { call in
            call.number == 2 ? .refusal(500, code: "no", "out of order") : .answer(to: call)
        }
        try await Scene.with(cases: 5, concurrency: 1, script: refusal) { scene in
            let outcome = try await scene.tally("run", "trial.yaml", "--event-log", "e.jsonl")
            #expect(outcome.code == 0, "\(outcome.messages)")
            let text = String(decoding: try scene.sandbox.bytes(of: "e.jsonl"), as: UTF8.self)
            let events = try text.split(separator: "\n").map { try JSONParser.parse(String($0)) }
            func count(_ key: String, _ value: String) -> Int {
                events.count { $0[key]?.string == value }
            }
            #expect(count("name", "request") == 6 && count("name", "process_receipt") == 5)
            let errors = events.filter { $0["event"]?.string == "error" }
            #expect(errors.map { $0["type"]?.string } == ["server_error"])
            #expect(errors.first?["context"]?["variant"]?.string == "remote")
        }
    }

    @Test func `backends that fail are told once and end no run`() async throws {
        try await Scene.with(cases: 3) { scene in
            let gone = try ReservedPort()
            let outcome = try await scene.tally(
                "run",
                "trial.yaml",
                "--metrics-file",
                "trial.yaml/m.prom",
                "--push-gateway",
                "http://127.0.0.1:\(gone.number)",
                "--event-log",
                "trial.yaml/e.jsonl"
            )
            #expect(outcome.messages.contains("event log: trial.yaml/e.jsonl: cannot be"))
            #expect(outcome.code == 0)
            #expect(
                outcome.messages.contains("metrics file: trial.yaml/m.prom: the metrics cannot")
            )
            #expect(
                outcome.messages.contains("Pushgateway: the Pushgateway did not take the metrics")
            )
        }
    }
}
