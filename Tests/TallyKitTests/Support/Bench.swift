import Foundation
import Synchronization
import TallyConfiguration
import TallyCore
import TallyKit
import TallyRunner
import TallyStore

/// A folder with a benchmark of the rules on two receipts, and a harness beside it.
final class Bench: Sendable {
    let folder: String
    let harness: Harness

    var storePath: String { folder + "/results/tally.sqlite" }
    var benchmark: String { folder + "/rules.yaml" }
    private var dataset: String { folder + "/receipts.jsonl" }

    static let receipts = """
        {"id":"r-1","text":"CORNER MARKET\\n14/03/2026\\nMilk 2.58\\nTOTAL 2.58\\n","expected":{"total":2.58}}
        {"id":"r-2","text":"CORNER MARKET\\n15/03/2026\\nBread 3.40\\nTOTAL 3.40\\n","expected":{"total":3.40}}

        """

    init() throws {
        folder =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("tally-kit-" + UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        harness = Harness(
            store: folder + "/results/tally.sqlite",
            environment: Environment(process: ["HOME": folder])
        )
        try write(Self.receipts)
        let yaml = "name: corner\ndataset: receipts.jsonl\nvariants: [rules]\n"
        try yaml.write(toFile: benchmark, atomically: true, encoding: .utf8)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Writes the dataset.
    func write(_ lines: String) throws {
        try lines.write(toFile: dataset, atomically: true, encoding: .utf8)
    }

    /// Runs the benchmark; stopped, it ends before the first case.
    @discardableResult
    func run(stopped: Bool = false) async throws -> ExperimentSummary {
        let stop = StopSignal()
        if stopped { stop.raise() }
        return try await harness.run(
            benchmark: benchmark,
            options: RunOptions(),
            observer: Listener(),
            stop: stop
        )
    }

    func resume(_ selector: String = "latest", _ listener: Listener = Listener()) async throws
        -> ExperimentSummary
    {
        try await harness.resume(selector, observer: listener, stop: StopSignal())
    }

    var selector: RunSelector { get throws { RunSelector(store: try Store(reading: storePath)) } }

    func digest() throws -> Digest {
        let store = try Store(reading: storePath)
        let experiment = try store.experiments()[0]
        return try store.resultDigest(of: store.runs(of: experiment.id))
    }
}

/// Counts the trials that finish.
final class Listener: RunObserver {
    private let finished = Mutex(0)

    var trials: Int { finished.withLock { $0 } }

    func receive(_ event: RunEvent) {
        if case .trialFinished = event { finished.withLock { $0 += 1 } }
    }
}
