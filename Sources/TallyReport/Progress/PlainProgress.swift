/// Progress for logs and pipes: a line at the start, one a lane at every tenth or ten seconds, one at the end.
package struct PlainProgress: Sendable {
    private static let interval: Duration = .seconds(10)

    private struct Mark {
        var tenth: Int
        var time: Duration
        var done: Int
        var isOver: Bool
    }

    /// What was last said of each lane; empty before the start line.
    private var marks: [Mark] = []

    package init() {}

    /// The lines that are due now.
    package mutating func lines(_ state: ProgressState, elapsed: Duration) -> [String] {
        guard state.isStarted else { return [] }
        var lines: [String] = []
        if marks.isEmpty {
            lines.append(
                RunHeader(
                    experiment: state.experiment,
                    benchmark: state.benchmark,
                    dataset: state.dataset
                ).line(width: .max)
            )
            marks = state.lanes.map {
                Mark(tenth: Self.tenth($0), time: elapsed, done: $0.done, isOver: false)
            }
        }
        for (index, lane) in state.lanes.enumerated()
        where isDue(lane, marks[index], elapsed, state) {
            let isOver = lane.isComplete || lane.stopReason != nil || state.isFinished
            marks[index] = Mark(
                tenth: Self.tenth(lane),
                time: elapsed,
                done: lane.done,
                isOver: isOver
            )
            let facts = LaneFacts(lane: lane, elapsed: elapsed, isOver: state.isFinished)
            lines.append(Self.line(facts))
        }
        return lines
    }

    private func isDue(
        _ lane: ProgressState.Lane,
        _ mark: Mark,
        _ elapsed: Duration,
        _ state: ProgressState
    ) -> Bool {
        if mark.isOver { return false }
        if lane.isComplete || lane.stopReason != nil || state.isFinished { return true }
        return Self.tenth(lane) > mark.tenth || elapsed - mark.time >= Self.interval
    }

    private static func tenth(_ lane: ProgressState.Lane) -> Int { Int(lane.share * 10) }

    /// `gpt-4o 50/500 (10%), 14/20 in flight, 429s 3, errors 0, cache 12%, $3.91, ETA 1m10s`.
    private static func line(_ facts: LaneFacts) -> String {
        let lane = facts.lane
        let mark =
            (lane.isSimulated ? " (simulated)" : "") + (lane.isRecorded ? " (recorded)" : "")
        let percent = Int(lane.share * 100)
        let end =
            if let reason = lane.stopReason {
                "stopped: \(reason)"
            } else if facts.isOver || lane.isComplete {
                facts.eta
            } else {
                "ETA \(facts.eta)"
            }
        return [
            "\(lane.name)\(mark) \(lane.done)/\(lane.planned) (\(percent)%)",
            "\(facts.flying) in flight", "429s \(lane.rateLimited)",
            "errors \(lane.failed)", "cache \(facts.cache)",
            facts.forecast.map { "\(facts.spent) of \($0)" } ?? facts.spent, end,
        ].joined(separator: ", ")
    }
}
