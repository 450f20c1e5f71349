package import TallyCore

/// How runs went as operations see them, for a terminal: requests, promises, when and for whom, errors, the month's bill.
package struct OperationsView: Sendable {
    /// Users, hours and spans that are named.
    private static let most = 12

    private let report: OperationsReport

    package init(_ report: OperationsReport) { self.report = report }

    package func text(width: Int, style: TextStyle = .plain) -> String {
        var lines = [style.apply(.heading, to: "operations")]
        lines += requestTable.lines(width: width, style: style)
        if let table = promiseTable {
            lines += [""] + table.lines(width: width, style: style) + [""]
        }
        lines += (burnLines + activityLines).flatMap { TextWrap.lines($0, width: width) }
        lines += hourTable.map { $0.lines(width: width, style: style) } ?? []
        lines += errorLines.flatMap { TextWrap.lines($0, width: width) }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Documents an hour under each run's limits, the binding one first.
    package func capacityText(width: Int, style: TextStyle = .plain) -> String {
        var lines = [
            style.apply(.heading, to: "capacity: documents an hour under the profiles' limits")
        ]
        for run in report.runs {
            guard let capacity = run.capacity, let least = capacity.bounds.first else {
                let reason =
                    run.requests == 0
                    ? "no request was sent, so no limit binds" : "no document has a result yet"
                lines.append("\(name(run)): \(reason)")
                continue
            }
            let others = capacity.bounds.dropFirst().map { "\(words($0)) \(rate($0))" }
            lines.append(
                "\(name(run)): \(rate(least)) an hour, bound by \(words(least))"
                    + (others.isEmpty ? "" : "; further " + others.joined(separator: ", "))
            )
        }
        let note =
            "from what this run's documents needed: requests (retries included), tokens (prompt and answer), "
            + "seconds in flight; a concurrency is that of the profile, at this run's latency"
        lines += [style.apply(.faint, to: note)]
        return lines.flatMap { TextWrap.lines($0, width: width) }.joined(separator: "\n") + "\n"
    }

    private func rate(_ bound: Capacity.Bound) -> String {
        NumberText.grouped(Int(min(bound.documentsPerHour, 1e15)))
    }

    private func words(_ bound: Capacity.Bound) -> String {
        "\(TerminalText.sanitize(bound.profile))'s \(bound.limit.rawValue) of "
            + NumberText.grouped(bound.value)
    }

    private func name(_ run: RunOperations) -> String {
        TerminalText.sanitize(run.name) + (run.isSimulated ? " (simulated)" : "")
    }

    /// Simulated runs come last, under a rule that says what they are.
    private func addRuns(
        to table: inout TextTable,
        _ add: (RunOperations, inout TextTable) -> Void
    ) {
        for run in report.runs where !run.isSimulated { add(run, &table) }
        let simulated = report.runs.filter(\.isSimulated)
        if !simulated.isEmpty { table.rows.append(.rule("simulated: no model answered")) }
        for run in simulated { add(run, &table) }
    }

    private func name(ofRun name: String) -> String {
        report.runs.first { $0.name == name }.map(self.name) ?? TerminalText.sanitize(name)
    }

    private var requestTable: TextTable {
        var table = TextTable(columns: [
            .init("run", .left, minimum: 12, keepsEnds: true), .init("requests"), .init("ok %"),
            .init("mean s"), .init("tokens"), .init("cost"), .init("cache hit %"),
        ])
        addRuns(to: &table) { run, table in
            let share = { (part: Int, whole: Int) in
                whole == 0 ? "-" : NumberText.percent(Double(part) / Double(whole))
            }
            table.add([
                .init(run.name), .init(NumberText.grouped(run.requests)),
                .init(share(run.succeeded, run.requests)),
                .init(run.meanService.map { NumberText.seconds($0) } ?? "-"),
                .init(NumberText.grouped(run.usage.prompt + run.usage.output)),
                .init(run.cost.map { MoneyText.short($0) } ?? "-"),
                .init(share(run.cacheHits, run.cacheAsked)),
            ])
        }
        return table
    }

    /// `nil` where nothing is promised.
    private var promiseTable: TextTable? {
        guard report.runs.contains(where: { !$0.promises.isEmpty }) else { return nil }
        var table = TextTable(columns: [
            .init("SLA", .left, minimum: 12, keepsEnds: true), .init("promise", .left),
            .init("target %"), .init("measured %"), .init("95 % interval"),
            .init("verdict", .left),
        ])
        addRuns(to: &table) { run, table in
            for promise in run.promises {
                let estimate = promise.estimate
                let isMissed = promise.verdict == .missed
                table.add([
                    .init(run.name), .init(promise.words),
                    .init(NumberText.percent(promise.target)),
                    .init(NumberText.percent(estimate.value)),
                    .init(
                        "\(NumberText.percent(estimate.low))-\(NumberText.percent(estimate.high))"
                    ),
                    .init(promise.verdict.rawValue, isMissed ? .failure : .normal),
                ])
            }
        }
        return table
    }

    private var burnLines: [String] {
        report.runs.compactMap { run in
            run.burn.map { burn in
                let last = burn.lastDay.map { day in
                    ", spent on day \(NumberText.fixed(max(1, day.rounded(.up)), decimals: 0)) of 30"
                }
                return
                    "budget \(name(run)): \(MoneyText.short(burn.spend)) a month at "
                    + "\(NumberText.grouped(Int(min(burn.documentsPerMonth, 1e15)))) documents, "
                    + "\(NumberText.percent(burn.share)) % of \(MoneyText.short(burn.budget))"
                    + (last ?? "")
            }
        }
    }

    private var activityLines: [String] {
        let activity = report.activity
        var lines: [String] = []
        if !activity.tools.isEmpty { lines.append("tools: " + counts(activity.tools, others: 0)) }
        let peak = activity.hours.mapValues { $0.values.reduce(0, +) }
            .max { ($0.value, $1.key) < ($1.value, $0.key) }
        if let peak {
            let documents = NumberText.grouped(peak.value)
            lines.append("peak: \(hour(peak.key, isFull: true)), \(documents) documents")
        }
        if !activity.users.isEmpty {
            let users = counts(activity.users, others: activity.otherUsers)
            lines.append("users: " + users)
        }
        return lines
    }

    /// The most frequent first.
    private func counts(_ counts: [String: Int], others: Int) -> String {
        let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let named = sorted.prefix(Self.most).map {
            "\(TerminalText.sanitize($0.key)) \(NumberText.grouped($0.value))"
        }
        let rest = sorted.dropFirst(Self.most).map(\.value).reduce(others, +)
        let more = rest > 0 ? ["others \(NumberText.grouped(rest))"] : []
        return (named + more).joined(separator: ", ")
    }

    /// Only where there is more than one hour: the busiest, in their order.
    private var hourTable: TextTable? {
        let hours = report.activity.hours
        guard hours.count > 1 else { return nil }
        let sums = hours.mapValues { $0.values.reduce(0, +) }
        let busiest = sums.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .prefix(Self.most).map(\.key).sorted()
        var table = TextTable(
            columns: [.init("tool x hour", .left, minimum: 10)]
                + busiest.map { .init(hour($0, isFull: false)) }
        )
        for tool in report.activity.tools.keys.sorted() {
            let cells = busiest.map { hours[$0]?[tool] ?? 0 }
            table.add([.init(tool)] + cells.map { .init(NumberText.grouped($0)) })
        }
        return table
    }

    private func hour(_ hour: Int, isFull: Bool) -> String {
        if report.activity.isByArrival {
            return isFull ? "hour +\(hour) of the recorded arrivals" : "+\(hour)h"
        }
        let text = Moment(milliseconds: Int64(hour) * 3_600_000).iso8601
        let clock = text.dropFirst(11).prefix(5)
        return isFull
            ? "\(text.prefix(10)) \(clock) UTC" : "\(text.dropFirst(8).prefix(2))d\(clock)"
    }

    private var errorLines: [String] {
        guard !report.errors.isEmpty else { return [] }
        let lines = report.errors.prefix(Self.most).map { span in
            let counts = span.counts.map {
                "\(name(ofRun: $0.run)) \($0.type.rawValue) \($0.number)"
            }
            let text = span.start.iso8601
            let time = text.prefix(19).replacing("T", with: " ")
            return "\(time): " + counts.joined(separator: ", ")
        }
        let length = NumberText.span(.seconds(report.errorSpan))
        let more = report.errors.count - lines.count
        return ["failed requests, in spans of \(length) (UTC):"] + lines
            + (more > 0 ? ["and \(more) spans more"] : [])
    }
}
