import TallyCore
import TestServer
import Testing

extension FaultScene {
    var store: StoreFile { StoreFile(sandbox) }

    /// Runs the benchmark and expects an exit code; returns the first run of the document.
    @discardableResult
    func run(exit code: Int32 = 0) async throws -> JSONValue {
        try await document(exit: code, "run", "trial.yaml", "--json")
    }

    /// Goes on with the run and expects that it is then complete.
    func resume() async throws {
        let run = try await document(exit: 0, "resume", "--json")
        #expect(run["trials"]?["pending"]?.integer == 0)
        try expectAnswered()
    }

    /// How often a fault was played, with the rows of the attempts that it was played to.
    ///
    /// Every request that arrived has exactly one row, whatever was played to it.
    func attempts(hitBy fault: String, count: Int) throws -> [AttemptRow] {
        let rows = try store.attempts()
        let ids = server.plays.map(\.request.id)
        #expect(Set(ids).count == ids.count)
        #expect(Set(rows.map(\.id)).isSuperset(of: ids))
        #expect(rows.allSatisfy { $0.state == "done" })
        let hit = Set(server.plays.filter { $0.fault == fault }.map(\.request.id))
        let found = rows.filter { hit.contains($0.id) }
        #expect(hit.count == count)
        #expect(found.count == count)
        return found
    }

    /// The rows of the faulty receipts' trials, of which each has so many.
    func faultyTrials(_ executions: Int = 1) throws -> [TrialRow] {
        let trials = try store.trials().filter { Self.faulty.contains($0.shop) }
        #expect(trials.count == Self.faulty.count * executions)
        return trials
    }

    /// Every receipt but those of some shops was answered, and rightly.
    func expectAnswered(allBut shops: Set<String> = []) throws {
        let answered = try store.trials().filter { !shops.contains($0.shop) && $0.isAccepted }
        #expect(answered.count == FaultBenchmark.cases - shops.count)
        for trial in answered {
            #expect(trial.state == "answered", "\(trial)")
            #expect(trial.isExact == true, "\(trial)")
        }
    }

    /// The faulty receipts were asked again after the fault, and all were answered in the end.
    func expectMendedByRetry(attempts count: Int = 2) throws {
        try expectAnswered()
        for trial in try faultyTrials() {
            let own = try store.attempts().filter { $0.trial == trial.id }
            #expect(own.count == count, "\(own)")
            #expect(own.last?.error == nil)
            #expect(trial.isAccepted)
        }
    }

    private func document(exit code: Int32, _ arguments: String...) async throws -> JSONValue {
        let outcome = try await sandbox.run(
            arguments,
            environment: [Scene.keyVariable: Scene.key]
        )
        #expect(outcome.code == code, "\(outcome.messages)")
        return try JSONParser.parse(outcome.output)["runs"]?[0] ?? .null
    }
}
