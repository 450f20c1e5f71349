import TallyCore
import TallyReport

/// A run of three lanes some way in.
enum Lanes {
    static var start: RunEvent {
        .started(
            .init(
                experiment: "01JD8Z5W3QK7M4N2P6R8T0V1X3",
                benchmark: "receipts",
                dataset: Sample.dataset,
                lanes: [
                    lane("sim-phi-3-mini", planned: 200, limit: 8, isSimulated: true),
                    lane("gpt-4o", planned: 150, alreadyDone: 50, limit: 20),
                    lane("phi-3-mini", planned: 200, limit: 4),
                ]
            )
        )
    }

    static func lane(
        _ name: String,
        planned: Int,
        alreadyDone: Int = 0,
        limit: Int,
        isSimulated: Bool = false
    ) -> RunEvent.Lane {
        .init(
            name: name,
            planned: planned,
            alreadyDone: alreadyDone,
            limit: limit,
            isSimulated: isSimulated
        )
    }

    static var underway: ProgressState {
        var state = ProgressState()
        state.apply(start)
        state.finish(50, lane: 0, cost: 1000)
        state.finish(100, lane: 1, cost: 26_066_667, cached: 12)
        state.finish(200, lane: 2, cost: 1_050_000)
        for _ in 0..<14 { state.apply(.attemptStarted(lane: 1)) }
        for _ in 0..<3 { state.finish(lane: 1, error: .rateLimited) }
        return state
    }

    static func answered(_ id: String = "r1") -> RunEvent.TrialReport {
        .init(caseID: id, outcome: .answered, score: nil)
    }
}

extension ProgressState {
    mutating func finish(_ trials: Int, lane: Int, cost: Int64, cached: Int = 0) {
        for _ in 0..<trials {
            apply(.attemptStarted(lane: lane))
            finish(lane: lane, error: nil, cost: cost, cached: cached)
            apply(.trialFinished(lane: lane, Lanes.answered()))
        }
    }

    mutating func finish(lane: Int, error: ErrorType?, cost: Int64? = 0, cached: Int = 0) {
        apply(
            .attemptFinished(
                lane: lane,
                .init(
                    error: error,
                    usage: Usage(input: 100 - cached, cachedInput: cached, output: 20),
                    cost: cost.map { Money(nanodollars: $0) },
                    service: .seconds(1)
                )
            )
        )
    }
}
