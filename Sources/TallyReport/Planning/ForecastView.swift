package import TallyCore

/// What a run would send, cost and take, for a person, and as `tally.forecast/1`.
package struct ForecastView: Sendable {
    package static let schema = "tally.forecast/1"

    private let forecast: RunForecast

    package init(_ forecast: RunForecast) { self.forecast = forecast }

    package func text(width: Int, style: TextStyle = .plain) -> String {
        let repeats = forecast.repeats == 1 ? "" : " x \(forecast.repeats)"
        var lines = [
            style.apply(
                .heading,
                to: TerminalText.sanitize(
                    "\(forecast.benchmark): nothing was sent; \(forecast.cases) receipts\(repeats) would be"
                )
            ), "",
        ]
        let gap = table.naturalWidth(gap: 2) <= width ? 2 : 1
        lines += table.lines(width: width, gap: gap, style: style)
        lines.append("")
        func add(_ text: String, _ look: TextLook = .normal) {
            lines += TextWrap.lines(TerminalText.sanitize(text), width: width)
                .map { style.apply(look, to: $0) }
        }
        if let cost = forecast.cost { add("in all: \(Self.dollars(cost))") }
        if let size = forecast.detectable {
            add(
                "of two variants, a difference of \(NumberText.percent((size * 1000).rounded(.up) / 1000)) points in exact "
                    + "documents would show (80 % power, were 10 % to come out otherwise; `tally power` knows more)"
            )
        }
        for note in forecast.notes { add(note, .caution) }
        for variant in forecast.variants { basis(of: variant).map { add($0, .faint) } }
        return lines.joined(separator: "\n") + "\n"
    }

    /// `$0.42 [0.40–0.45]` of all that is paid for; `nil` where a price is missing, or nothing is paid for.
    package var sum: String? { forecast.cost.map(Self.dollars) }

    /// What became of a forecast that rested on an earlier run, once the run is over; `nil` where there was none.
    ///
    /// `forecast before the run: $0.42 [0.40–0.45]; it came to $0.43, 2.4 % more`.
    package func outcome(_ summary: ExperimentSummary) -> String? {
        guard let cost = forecast.cost, cost.method != "by-length", cost.value > 0 else {
            return nil
        }
        let names = Set(
            forecast.variants.filter { !$0.isSimulated && $0.basis != .free }.map(\.name)
        )
        let paid = summary.runs.filter { names.contains($0.name) }.map(\.cost.total)
        guard paid.count == names.count, !paid.contains(nil) else { return nil }
        let sum = paid.compactMap(\.self).reduce(Money.zero, +).dollars
        let share = (sum - cost.value) / cost.value
        let words =
            share.magnitude < 0.0005
            ? "as foretold"
            : "\(NumberText.percent(share.magnitude)) % \(share < 0 ? "less" : "more")"
        return
            "forecast before the run: \(Self.dollars(cost)); it came to \(MoneyText.short(sum)), \(words)"
    }

    private var table: TextTable {
        var table = TextTable(columns: [
            .init("", .left, minimum: 8), .init("requests"), .init("tokens in"),
            .init("out"), .init("cost"), .init("time", .left),
        ])
        for variant in forecast.variants where !variant.isSimulated { add(variant, to: &table) }
        let simulated = forecast.variants.filter(\.isSimulated)
        if !simulated.isEmpty { table.rows.append(.rule("simulated: no model answers")) }
        for variant in simulated { add(variant, to: &table) }
        return table
    }

    private func add(_ variant: RunForecast.Variant, to table: inout TextTable) {
        let isFree = variant.basis == .free
        table.add([
            .init(variant.name, variant.isSimulated ? .caution : .heading),
            .init(NumberText.grouped(variant.requests)),
            .init(variant.promptTokens.map(Self.tokens) ?? "-"),
            .init(variant.answerTokens.map(Self.tokens) ?? "-"),
            .init(isFree ? "$0" : variant.cost.map(Self.dollars) ?? "unpriced"),
            .init(
                variant.seconds.map {
                    NumberText.span(.seconds(min($0, 1e12))) + " (\(variant.bound ?? "-"))"
                }
                    ?? "-"
            ),
        ])
    }

    private func basis(of variant: RunForecast.Variant) -> String? {
        switch variant.basis {
        case .free: nil
        case .run(let id, let documents):
            "\(variant.name): from \(documents) documents of run \(id.prefix(12)), with 95 % intervals for what is to come"
        case .length:
            "\(variant.name): no earlier run asked so; a range by the length of prompts and the most an answer may be. "
                + "`--limit 20` runs a random sample first, and makes it a measurement"
        }
    }

    private static func tokens(_ estimate: Estimate) -> String {
        NumberText.grouped(Int(min(9e15, estimate.value.rounded())))
    }

    private static func dollars(_ estimate: Estimate) -> String {
        let value = MoneyText.short(estimate.value)
        guard estimate.low < estimate.high else { return value }
        func bare(_ dollars: Double) -> String { String(MoneyText.short(dollars).dropFirst()) }
        return "\(value) [\(bare(estimate.low))–\(bare(estimate.high))]"
    }

    package var json: JSONValue {
        [
            "schema": .string(Self.schema), "benchmark": .string(forecast.benchmark),
            "cases": .number(forecast.cases), "repeats": .number(forecast.repeats),
            "cost_usd": EstimateJSON.object(forecast.cost),
            "detectable": .optional(forecast.detectable),
            "notes": .array(forecast.notes.map { .string($0) }),
            "variants": .array(forecast.variants.map(Self.json)),
        ]
    }

    private static func json(_ variant: RunForecast.Variant) -> JSONValue {
        var basis: JSONValue
        switch variant.basis {
        case .free: basis = "free"
        case .length: basis = "length"
        case .run(let id, let documents):
            basis = ["run": .string(id), "documents": .number(documents)]
        }
        return [
            "name": .string(variant.name), "requests": .number(variant.requests),
            "simulated": .bool(variant.isSimulated), "basis": basis,
            "prompt_tokens": EstimateJSON.object(variant.promptTokens),
            "answer_tokens": EstimateJSON.object(variant.answerTokens),
            "cost_usd": EstimateJSON.object(variant.cost), "time_s": .optional(variant.seconds),
            "bound": .optional(variant.bound),
        ]
    }
}
