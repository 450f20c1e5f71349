import TallyCore
import TallyRunner

/// A runner with everything around it scripted or recorded.
struct Rig {
    let journal: Journal
    let ledger: RecordingLedger
    let observer: RecordingObserver
    let clock = ImmediateClock()
    let stop = StopSignal()
    var order: [Int]
    var repeats = 1
    var budget = Budget()
    var spent = Spent.nothing
    /// Changes the plan before it is run.
    var change: @Sendable (inout RunPlan) -> Void = { _ in }
    var cases: Receipts

    init(cases count: Int, failingAfter limit: Int = .max) {
        journal = Journal()
        ledger = RecordingLedger(journal, failingAfter: limit)
        observer = RecordingObserver(journal)
        order = Array(0..<count)
        cases = Receipts(count: count)
    }

    static let task = ExtractionTask(
        system: nil,
        template: "Read {{text}}",
        fields: [FieldSpec("total", .money)],
        required: ["total"]
    )

    func provider(
        source: CallSource = .wire,
        _ script: @escaping @Sendable (ScriptedProvider.Request) -> Exchange
    ) -> ScriptedProvider {
        ScriptedProvider(journal, source: source, script: script)
    }

    func run(
        _ provider: ScriptedProvider,
        limit: Int = 1,
        finished: Set<TrialSlot> = []
    ) async throws {
        try await run([lane(0, provider, limit: limit, finished: finished)])
    }

    @discardableResult
    func run(_ lanes: [RunPlan.Lane]) async throws -> [Duration] {
        var plan = RunPlan(
            dataset: 1,
            cases: cases,
            order: order,
            repeats: repeats,
            task: Self.task,
            seed: 1,
            lanes: lanes,
            budget: budget,
            spent: spent
        )
        change(&plan)
        return try await Runner(
            plan: plan,
            ledger: ledger,
            clock: RunClock(monotonic: clock) { Moment(milliseconds: 1_795_489_920_000) },
            observer: observer,
            stop: stop
        ).run()
    }

    func lane(
        _ index: Int,
        _ provider: ScriptedProvider,
        limit: Int = 1,
        finished: Set<TrialSlot> = [],
        task: ExtractionTask = Rig.task
    ) -> RunPlan.Lane {
        var profile = Profile(name: "lane-\(index)", provider: .openai, model: "m")
        profile.concurrency = .fixed(limit)
        profile.priceKey = "m"
        let price = Price(
            from: "2026-01-01",
            input: 1_000_000,
            cachedInput: nil,
            cacheWrite: nil,
            output: 2_000_000
        )
        return RunPlan.Lane(
            index: index,
            run: Int64(100 + index),
            scoring: Int64(200 + index),
            profile: profile,
            task: task,
            provider: provider,
            prices: PriceTable(entries: ["m": [price]]),
            finished: finished
        )
    }
}

/// Receipts whose total is 5.00; their identities are not their positions.
struct Receipts: CaseSource {
    struct Unreadable: Error {}

    var count: Int
    /// The position that cannot be read.
    var broken: Int?

    func load(_ position: Int) throws -> Case {
        if position == broken { throw Unreadable() }
        return Case(
            id: "case-\(position)",
            text: "r\(position)",
            expected: JSONObject([("total", .number("5.00"))])
        )
    }

    func identity(of position: Int) -> Int { position * 100 + 7 }
}
