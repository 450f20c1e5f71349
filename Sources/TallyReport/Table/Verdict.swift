internal import TallyCore

/// What a comparison says in words, and no more than it says.
///
/// Only runs in which a model (or the rules) really answered are compared; simulated runs are never
/// recommended. Where two intervals overlap the question is called open.
struct Verdict {
    /// Above this share of trials without an answer a run's figures rest on a selection of the cases.
    private static let tolerableFailures = 0.05

    private let candidates: [Candidate]
    private let hasRuns: Bool
    private let hasRealRuns: Bool
    private let isPartial: Bool
    private let unpriced: [String]
    /// What the figures in dollars are of.
    private let unit: String

    init(_ summary: ExperimentSummary) {
        let real = summary.runs.filter { !$0.isSimulated }
        let isCosted = real.contains { $0.cost.aftermath != nil }
        unit = isCosted ? "document, reviews and errors included" : "correct document"
        candidates = real.compactMap {
            Candidate(run: $0, price: isCosted ? $0.cost.expected : $0.cost.perCorrect)
        }
        hasRuns = !summary.runs.isEmpty
        hasRealRuns = !real.isEmpty
        isPartial = real.contains { $0.state == .partial }
        unpriced = real.filter { $0.cost.unpriced > 0 && $0.documentExact != nil }
            .map { TerminalText.sanitize($0.name) }
    }

    var text: String {
        guard hasRuns else { return "No verdict: nothing was run." }
        guard hasRealRuns else { return "No verdict: every run here is simulated." }
        guard let best = candidates.max(by: { $0.isWorse(than: $1) }) else {
            return "No verdict: no document was scored."
        }
        let lead = isPartial ? "So far (partial): " : ""
        let body = candidates.count == 1 ? lone(best) : comparison(best)
        return ([lead + body + "."] + caveats).joined(separator: " ")
    }

    private func lone(_ only: Candidate) -> String {
        let range = "\(NumberText.percent(only.exact.low))–\(NumberText.percent(only.exact.high))"
        let price = only.price.map { ", at \(money($0)) per \(unit)" } ?? ""
        return (isPartial ? "only" : "Only")
            + " \(only.name) was measured: \(percent(only)) % of documents exact (\(range))"
            + price
    }

    private func comparison(_ best: Candidate) -> String {
        let priced = candidates.filter { $0.price != nil }
        guard let cheapest = priced.min(by: { $0.isCheaper(than: $1) }), priced.count > 1 else {
            return accuracy(best)
        }
        let clause =
            "\(cheapest.name) is cheapest per \(unit)"
            + " (\(cheapest.price.map(money) ?? "")\(costDoubt(cheapest, priced)))"
        if cheapest.name == best.name { return clause + " and " + accuracy(best, asSecond: true) }
        let price = best.price.map { " (\(money($0)))" } ?? ""
        let gap = best.overlaps(cheapest) ? "intervals overlap: not settled" : "intervals apart"
        let figures = "\(percent(best)) against \(percent(cheapest)) %, \(gap)"
        return clause + "; \(best.name)\(price) is right more often (\(figures))"
            + rivals(of: best, besides: cheapest.name)
    }

    private func accuracy(_ best: Candidate, asSecond: Bool = false) -> String {
        let subject = asSecond ? "right most often" : "\(best.name) is right most often"
        let doubt = rivals(of: best, besides: nil)
        guard doubt.isEmpty, let next = second(to: best) else {
            return "\(subject) (\(percent(best)) %)" + doubt
        }
        return "\(subject) (\(percent(best)) %, next \(next.name) with \(percent(next)) %,"
            + " intervals apart)"
    }

    private func second(to best: Candidate) -> Candidate? {
        candidates.filter { $0.name != best.name }.max { $0.isWorse(than: $1) }
    }

    /// The other runs whose accuracy could be as good.
    private func rivals(of best: Candidate, besides named: String?) -> String {
        let close = candidates.filter {
            $0.name != best.name && $0.name != named && $0.overlaps(best)
        }
        guard !close.isEmpty else { return "" }
        let list = close.map { rival in
            let price = rival.price.map { ", \(money($0))" } ?? ""
            return "\(rival.name) (\(percent(rival)) %\(price))"
        }
        return ", but not settled against " + list.joined(separator: ", ")
    }

    private func costDoubt(_ cheapest: Candidate, _ priced: [Candidate]) -> String {
        let close = priced.filter { $0.name != cheapest.name && $0.costOverlaps(cheapest) }
        return close.isEmpty
            ? "" : ", not settled against " + close.map(\.name).joined(separator: ", ")
    }

    private var caveats: [String] {
        var notes: [String] = []
        let failing = candidates.filter { $0.failures > Self.tolerableFailures }
        if !failing.isEmpty {
            let list = failing.map { "\($0.name) (\(NumberText.percent($0.failures)) %)" }
            notes.append("Many trials brought no answer: \(list.joined(separator: ", ")).")
        }
        if !unpriced.isEmpty {
            notes.append("Price unknown: \(unpriced.joined(separator: ", ")).")
        }
        return notes
    }

    private func percent(_ candidate: Candidate) -> String {
        NumberText.percent(candidate.exact.value)
    }

    private func money(_ estimate: Estimate) -> String { MoneyText.short(estimate.value) }
}

extension Verdict {
    /// A run with a score, reduced to what the verdict weighs.
    struct Candidate {
        let name: String
        let exact: Estimate
        /// Dollars that runs are weighed by.
        let price: Estimate?
        let failures: Double

        init?(run: RunSummary, price: Estimate?) {
            guard let exact = run.documentExact else { return nil }
            self.exact = exact
            name = TerminalText.sanitize(run.name)
            self.price = price
            let finished = run.trials.planned - run.trials.pending
            failures = finished > 0 ? Double(run.trials.failed) / Double(finished) : 0
        }

        /// Less often right, or as often at a higher price.
        func isWorse(than other: Candidate) -> Bool {
            if exact.value != other.exact.value { return exact.value < other.exact.value }
            return (price?.value ?? .infinity) > (other.price?.value ?? .infinity)
        }

        func isCheaper(than other: Candidate) -> Bool {
            let (mine, theirs) =
                (price?.value ?? .infinity, other.price?.value ?? .infinity)
            return mine == theirs ? exact.value > other.exact.value : mine < theirs
        }

        func overlaps(_ other: Candidate) -> Bool {
            exact.low <= other.exact.high && other.exact.low <= exact.high
        }

        func costOverlaps(_ other: Candidate) -> Bool {
            guard let mine = price, let theirs = other.price else { return false }
            return mine.low <= theirs.high && theirs.low <= mine.high
        }
    }
}
