internal import TallyCore

/// What a lane's line says beside its counts, in words.
struct LaneFacts {
    let lane: ProgressState.Lane
    let elapsed: Duration
    /// The run is over, whatever the lane still had to do.
    let isOver: Bool

    /// `14/20`, of as many as there may be; a batch may hold more than there are trials.
    var flying: String { "\(lane.inFlight)/\(min(lane.limit, max(lane.planned, lane.inFlight)))" }

    var cache: String {
        guard lane.promptTokens > 0 else { return "-" }
        let share = Double(lane.cachedTokens) / Double(lane.promptTokens) * 100
        return NumberText.fixed(share, decimals: 0) + "%"
    }

    var spent: String { lane.isUnpriced ? "unpriced" : MoneyText.short(lane.cost) }

    /// `$0.33 [0.31–0.35] in all`; `nil` once it is over.
    var forecast: String? {
        guard !lane.isComplete, !isOver, !lane.isRecorded, lane.stopReason == nil, !lane.isUnpriced,
            let cost = lane.forecast
        else { return nil }
        func bare(_ dollars: Double) -> String { String(MoneyText.short(dollars).dropFirst()) }
        return "\(MoneyText.short(cost.value)) [\(bare(cost.low))–\(bare(cost.high))] in all"
    }

    var eta: String {
        if lane.isComplete { return "done" }
        if isOver || lane.stopReason != nil { return "stopped" }
        return lane.remaining(after: elapsed).map(NumberText.span) ?? "-"
    }
}
