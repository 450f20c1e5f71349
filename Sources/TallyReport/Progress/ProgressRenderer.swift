/// Draws the state of a run as lines for a terminal: a lane each, simulated lanes below a rule.
package enum ProgressRenderer {
    /// More lanes than this are only counted, so that a frame never scrolls off a small terminal.
    static let mostLanes = 16

    /// Below this width lines are cut, and colour, which cannot be cut, is left out.
    static let leastWidth = 72

    private struct Frame {
        let state: ProgressState
        let elapsed: Duration
        let width: Int
        let style: TextStyle
    }

    /// The lines of one frame, none wider than `width`.
    package static func lines(
        _ state: ProgressState,
        elapsed: Duration,
        width: Int,
        style: TextStyle = .plain
    ) -> [String] {
        guard state.isStarted else { return [] }
        if width < leastWidth {
            return lines(state, elapsed: elapsed, width: leastWidth).map {
                DisplayWidth.cut($0, to: width)
            }
        }
        let header = RunHeader(
            experiment: state.experiment,
            benchmark: state.benchmark,
            dataset: state.dataset
        )
        return [style.apply(.heading, to: header.line(width: width))]
            + table(Frame(state: state, elapsed: elapsed, width: width, style: style))
            + forecasts(state, elapsed).map {
                style.apply(.faint, to: DisplayWidth.cut($0, to: width))
            }
            + messages(state).map { look, text in
                style.apply(look, to: DisplayWidth.cut(text, to: width))
            }
    }

    /// What lanes that are paid for will have cost; nobody pays for simulated ones.
    private static func forecasts(_ state: ProgressState, _ elapsed: Duration) -> [String] {
        let lanes = state.lanes.filter { !$0.isSimulated && !$0.isRecorded }.prefix(mostLanes)
        let parts = lanes.compactMap { lane in
            LaneFacts(lane: lane, elapsed: elapsed, isOver: state.isFinished).forecast
                .map { "\(lane.name) \($0)" }
        }
        return parts.isEmpty ? [] : ["forecast: " + parts.joined(separator: "; ")]
    }

    private static func messages(_ state: ProgressState) -> [(TextLook, String)] {
        var messages: [(TextLook, String)] = state.lanes.compactMap { lane in
            lane.stopReason.map { (.failure, "\(lane.name) stopped: \($0)") }
        }
        if state.isDraining, !state.isFinished {
            let waiting = state.lanes.reduce(0) { $0 + $1.inFlight }
            messages.append(
                (.caution, "\(waiting) still in flight, nothing new is sent")
            )
        }
        return messages
    }

    private static func table(_ frame: Frame) -> [String] {
        let lanes =
            frame.state.lanes.filter { !$0.isSimulated } + frame.state.lanes.filter(\.isSimulated)
        let shown = lanes.prefix(mostLanes)
        var table = TextTable(columns: columns)
        for lane in shown { table.add(cells(lane, frame, bar: 0)) }
        let gap = table.naturalWidth() + 5 <= frame.width ? 2 : 1
        // The bar takes what the other columns leave, within reason.
        let bar = min(32, max(4, frame.width - table.naturalWidth(gap: gap) - 1))
        table.rows = []
        for (index, lane) in shown.enumerated() {
            if lane.isSimulated, index == 0 || !shown[index - 1].isSimulated {
                table.rows.append(.rule("simulated: no model answers"))
            }
            table.add(cells(lane, frame, bar: bar))
        }
        let more = lanes.count - shown.count
        return table.lines(width: frame.width, gap: gap, style: frame.style)
            + (more > 0 ? ["and \(more) more lanes"] : [])
    }

    private static let columns: [TextTable.Column] = [
        .init("", .left, minimum: 8, keepsEnds: true), .init("done", .left), .init("in flight"),
        .init("429"),
        .init("err"), .init("cache"), .init("spent"), .init("ETA"),
    ]

    private static func cells(
        _ lane: ProgressState.Lane,
        _ frame: Frame,
        bar: Int
    ) -> [TextTable.Cell] {
        let facts = LaneFacts(
            lane: lane,
            elapsed: frame.elapsed,
            isOver: frame.state.isFinished
        )
        // Room for what these columns may come to hold, so that the bars do not jump.
        let spent = DisplayWidth.pad(facts.spent, to: 8, onRight: false)
        let eta = DisplayWidth.pad(facts.eta, to: 7, onRight: false)
        let digits = String(lane.planned).utf8.count
        let done = DisplayWidth.pad(String(lane.done), to: digits, onRight: false)
        let gauge = bar > 0 ? self.bar(lane.share, cells: bar) + " " : ""
        return [
            .init(
                lane.name + (lane.isRecorded ? " rec." : ""),
                lane.isSimulated ? .caution : .heading
            ),
            .init("\(gauge)\(done)/\(lane.planned)"), .init(facts.flying),
            .init(String(lane.rateLimited), lane.rateLimited > 0 ? .caution : .normal),
            .init(String(lane.failed), lane.failed > 0 ? .failure : .normal), .init(facts.cache),
            .init(spent, lane.isUnpriced ? .caution : .normal), .init(eta),
        ]
    }

    /// Full only when the share is 1, so that a full bar means done.
    private static func bar(_ share: Double, cells: Int) -> String {
        let full = min(cells, max(0, Int(share * Double(cells))))
        return String(repeating: "█", count: full) + String(repeating: "░", count: cells - full)
    }
}
