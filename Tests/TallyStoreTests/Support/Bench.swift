import GRDB
import TallyCore
import TallyStore

/// A store with one experiment of two runs, `a` and `b`, and the rows tests add to it.
final class Bench: Sendable {
    let folder: TemporaryFolder
    let path: String
    let writer: StoreWriter
    let experiment: Int64
    let dataset: Int64
    let runs: [RunRecord]

    /// 2026-11-24, when everything happens unless said otherwise.
    static let now = Moment(milliseconds: 1_795_489_920_000)

    init(prices: PriceTable = .mini, seed: UInt64 = 1, created: Moment = Bench.now) throws {
        folder = try TemporaryFolder()
        path = folder / "store.sqlite"
        writer = try StoreWriter(path: path)
        experiment = try writer.create(.sample(prices: prices, seed: seed, created: created))
        dataset = try writer.datasetRow(.sample)
        runs = try writer.store.runs(of: experiment)
    }

    var store: Store { writer.store }

    /// What another connection to the same file reads.
    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        var configuration = Configuration()
        configuration.readonly = true
        return try DatabaseQueue(path: path, configuration: configuration).read(body)
    }

    func count(_ table: String) throws -> Int {
        try read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM \(table)") ?? -1 }
    }

    /// The rows of a new trial, not written yet.
    func trial(_ number: Int, run: Int = 0, repeatIndex: Int = 0) -> Trial {
        Trial(
            id: writer.nextID(),
            step: writer.nextID(),
            call: writer.nextID(),
            run: runs[run],
            dataset: dataset,
            number: number,
            repeatIndex: repeatIndex
        )
    }

    /// Writes a trial with its attempts and its result.
    @discardableResult
    func add(
        _ number: Int,
        run: Int = 0,
        repeatIndex: Int = 0,
        attempts: [Exchange] = [.answer()],
        priceKey: String? = "mini",
        result: TrialResult? = .sample()
    ) async throws -> Trial {
        let trial = trial(number, run: run, repeatIndex: repeatIndex)
        var entries = [trial.opened]
        for (index, exchange) in attempts.enumerated() {
            let attempt = writer.nextID()
            entries.append(trial.attempt(attempt, number: index + 1, priceKey: priceKey))
            entries.append(
                .attemptClosed(AttemptClosing(id: attempt, exchange: exchange, priceKey: priceKey))
            )
        }
        try await writer.commit(entries + [trial.closed(result)])
        return trial
    }

    func records(run: Int = 0) throws -> [TrialRecord] {
        var records: [TrialRecord] = []
        try store.forEachTrial(of: runs[run]) { records.append($0) }
        return records
    }
}
