import TallyCore

/// A rule of a gate as it is written: `non-inferior within 2pp`, `increase at most 5%`, `at least 85% observed`.
struct GateRuleText {
    private let cursor: Cursor
    private let metric: GateMetric

    init(_ cursor: Cursor, _ metric: GateMetric) {
        self.cursor = cursor
        self.metric = metric
    }

    func rule() throws(ConfigurationError) -> GateRule {
        let text = try cursor.text()
        var words = text.split(separator: " ").map(String.init)
        let isObserved = words.last == "observed"
        if isObserved { words.removeLast() }
        var rule = GateRule(
            metric: metric,
            condition: try condition(words),
            isObserved: isObserved,
            text: text
        )
        switch metric.kind {
        // Counts and rates of a run are what they are.
        case .count, .rate: rule.isObserved = true
        case .share, .dollars, .tokens, .seconds: break
        }
        return rule
    }

    private func condition(_ words: [String]) throws(ConfigurationError) -> GateRule.Condition {
        guard let last = words.last, words.count > 2 else { throw mismatch() }
        switch (words.dropLast().joined(separator: " "), metric.kind) {
        case ("non-inferior within", .share): return .nonInferior(margin: try points(last))
        case ("increase at most", .dollars), ("increase at most", .tokens),
            ("increase at most", .seconds):
            return .increase(atMost: try percent(last))
        case ("at most", .count): return .atMost(Double(try count(last)))
        case ("at most", .rate): return .atMost(try percent(last))
        case ("at most", .dollars): return .atMost(try number(last, prefix: "$"))
        case ("at most", .tokens): return .atMost(try number(last))
        case ("at most", .seconds): return .atMost(try number(last, suffix: "s"))
        case ("at least", .share): return .atLeast(try percent(last))
        default: throw mismatch()
        }
    }

    /// Rules this metric understands, for messages.
    private var examples: String {
        switch metric.kind {
        case .share: "`non-inferior within 2pp` or `at least 85%`"
        case .count: "`at most 0`"
        case .rate: "`at most 1%`"
        case .dollars: "`increase at most 5%` or `at most $0.01`"
        case .tokens: "`increase at most 5%` or `at most 2000`"
        case .seconds: "`increase at most 10%` or `at most 5s`"
        }
    }

    private func mismatch() -> ConfigurationError { cursor.mismatch(examples) }

    private func points(_ word: String) throws(ConfigurationError) -> Double {
        let margin = try number(word, suffix: "pp") / 100
        guard margin > 0, margin < 1 else {
            throw cursor.error(
                "expected a margin between 0pp and 100pp, found \(quoted(word))",
                suggestion: "`lost_cases: at most 0` allows no loss at all"
            )
        }
        return margin
    }

    private func percent(_ word: String) throws(ConfigurationError) -> Double {
        let share = try number(word, suffix: "%") / 100
        if metric.kind == .share || metric.kind == .rate, share > 1 { throw mismatch() }
        return share
    }

    private func count(_ word: String) throws(ConfigurationError) -> Int {
        guard let count = Int(word), count >= 0 else { throw mismatch() }
        return count
    }

    private func number(
        _ word: String,
        prefix: String = "",
        suffix: String = ""
    ) throws(ConfigurationError) -> Double {
        guard word.hasPrefix(prefix), word.hasSuffix(suffix),
            word.utf8.count > prefix.utf8.count + suffix.utf8.count
        else { throw mismatch() }
        let digits = String(word.dropFirst(prefix.count).dropLast(suffix.count))
        guard ExactDecimal(digits) != nil, let number = Double(digits), number >= 0 else {
            throw mismatch()
        }
        return number
    }
}
