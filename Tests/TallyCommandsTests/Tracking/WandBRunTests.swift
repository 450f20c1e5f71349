import Foundation
import TallyCore
import Testing

/// Runs logged for Weights & Biases, as a person at a terminal sees them.
@Suite(.timeLimit(.minutes(3)))
struct WandBRunTests {
    private func directories(_ scene: Scene, in folder: String = "results/runs") -> [String] {
        let names = try? FileManager.default.contentsOfDirectory(
            atPath: scene.sandbox.url("\(folder)/wandb").path
        )
        return (names ?? []).sorted()
    }

    @Test func `a run is logged beside the store, and show keeps where`() async throws {
        try await Scene.with(cases: 5) { scene in
            let outcome = try await scene.tally("run", "trial.yaml")
            let names = directories(scene)
            #expect(names.count == 1 && names[0].hasPrefix("offline-run-"))
            let place = "results/runs/wandb/\(names.first ?? "")"
            #expect(outcome.messages.contains("W&B: remote: \(place)\n"))
            #expect(try await scene.tally("show", "latest").output.contains("W&B: \(place)\n"))
            let document = try JSONParser.parse(
                try await scene.tally("show", "latest", "--json").output
            )
            let wandb = document["runs"]?[0]?["wandb"]
            #expect(wandb?["directory"]?.string == place && wandb?["url"] == .null)
        }
    }

    @Test func `the report is logged with its charts, unless none is made`() async throws {
        try await Scene.with(cases: 3) { scene in
            func pages() -> [String] {
                let place = "results/runs/wandb/\(directories(scene).last ?? "")/files/media/html"
                let files = scene.sandbox.url(place).path
                return ((try? FileManager.default.contentsOfDirectory(atPath: files)) ?? [])
                    .sorted()
            }
            _ = try await scene.tally("run", "trial.yaml")
            #expect(pages().contains { $0.hasPrefix("report_") && $0.hasSuffix(".html") })
            _ = try await scene.tally("run", "trial.yaml", "--no-report")
            #expect(directories(scene).count == 2 && pages().isEmpty)
        }
    }

    @Test func `disabled logs nothing`() async throws {
        try await Scene.with(cases: 2) { scene in
            let outcome = try await scene.tally("run", "trial.yaml", "--wandb", "disabled")
            #expect(outcome.code == 0 && directories(scene).isEmpty)
            #expect(!outcome.messages.contains("W&B"))
        }
    }

    @Test func `who wants to send without a key is told before anything is paid for`() async throws
    {
        try await Scene.with(cases: 2) { scene in
            let outcome = try await scene.tally("run", "trial.yaml", "--wandb", "online")
            #expect(outcome.code == 2 && scene.server.calls.isEmpty)
            #expect(outcome.messages.contains("set WANDB_API_KEY, or use `--wandb offline`"))
        }
    }

    @Test func `a netrc that cannot be read holds up nobody who does not send`() async throws {
        try await Scene.with(cases: 2) { scene in
            try scene.sandbox.write("a folder", to: ".netrc/file")
            let outcome = try await scene.tally("run", "trial.yaml")
            #expect(outcome.code == 0, "\(outcome.messages)")
            #expect(directories(scene).count == 1)
        }
    }

    @Test func `what receipts say stays out of tables unless it is asked for`() async throws {
        try await Scene.with(cases: 3) { scene in
            let files = FileManager.default
            func tables() throws -> String {
                let root = scene.sandbox.url("results/runs").path
                let names = files.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
                return try names.filter { $0.hasSuffix(".table.json") }
                    .map { try String(contentsOfFile: "\(root)/\($0)", encoding: .utf8) }.joined()
            }
            _ = try await scene.tally("run", "trial.yaml")
            #expect(try tables().contains("case-1") && !tables().contains("Shop1"))
            _ = try await scene.tally("run", "trial.yaml", "--wandb-values")
            #expect(try tables().contains("Shop1"))
        }
    }

    @Test func `a password on the command line is refused and not repeated`() async throws {
        try await Scene.with(cases: 2) { scene in
            let outcome = try await scene.tally(
                "run",
                "trial.yaml",
                "--push-gateway",
                "http://user:canary@127.0.0.1:9"
            )
            #expect(outcome.code == 2 && scene.server.calls.isEmpty)
            #expect(
                outcome.messages.contains("PUSHGATEWAY_URL") && !outcome.messages.contains("canary")
            )
        }
    }

    @Test func `a folder that cannot be made costs the log and not the run`() async throws {
        try await Scene.with(cases: 3) { scene in
            try scene.sandbox.write("a file", to: "results/runs")
            let outcome = try await scene.tally("run", "trial.yaml")
            #expect(outcome.code == 0, "\(outcome.messages)")
            #expect(outcome.messages.contains("W&B: remote is not logged: results/runs/wandb"))
        }
    }

    @Test func `a resumed run is logged anew under its id`() async throws {
        let refusal: ModelServer.Script = { call in
            call.number < 3 ? .answer(to: call) : .refusal(401, code: "no", "unknown key")
        }
        try await Scene.with(cases: 6, concurrency: 1, script: refusal) { scene in
            let refused = try await scene.tally("run", "trial.yaml")
            scene.server.mend()
            let resumed = try await scene.tally("resume")
            #expect(refused.code == 6 && resumed.code == 0)
            let ids = directories(scene).map { $0.split(separator: "-").last }
            #expect(ids.count == 2 && Set(ids).count == 1)
        }
    }

    @Test func `a verdict is logged when asked for, and changes no exit code`() async throws {
        try await Scene.with(cases: 16) { scene in
            try GateScene.add(to: scene)
            for arguments in [
                ["run", "trial.yaml"], ["baseline", "save"], ["gate", "trial.yaml"],
            ] {
                let outcome = try await scene.tally(arguments)
                #expect(outcome.code == 0, "\(outcome.messages)")
            }
            #expect(directories(scene).count == 1)
            let gate = try await scene.tally("gate", "trial.yaml", "--log-to-wandb")
            #expect(gate.code == 0 && directories(scene).count == 2)
            #expect(gate.messages.contains("W&B: remote: results/runs/wandb/offline-run-"))
            try scene.sandbox.write("no", to: "elsewhere")
            let failed = try await scene.sandbox.run(
                ["gate", "trial.yaml", "--log-to-wandb"],
                environment: ["WANDB_DIR": "elsewhere"]
            )
            #expect(failed.code == 0)
            #expect(failed.messages.contains("tally: warning: not logged for W&B: elsewhere/wandb"))
        }
    }

    @Test func `a stored run can be logged later, and sending tells what is missing`() async throws
    {
        try await Scene.with(cases: 4) { scene in
            _ = try await scene.tally("run", "trial.yaml", "--wandb", "disabled")
            let logged = try await scene.tally("wandb", "log", "latest")
            #expect(logged.code == 0 && directories(scene).count == 1)
            #expect(logged.output.hasPrefix("remote: results/runs/wandb/offline-run-"))
            let unsent = try await scene.tally("wandb", "sync")
            #expect(unsent.code == 2 && unsent.messages.contains("there is no key for"))
            let stranger = try await scene.tally("wandb", "sync", "results")
            #expect(stranger.code == 2)
            #expect(
                stranger.messages.contains("results: expected a directory with one run-ID.wandb")
            )
        }
    }
}
