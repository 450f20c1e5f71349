/// What a run would send, cost and take, told before anything is sent.
package struct RunForecast: Sendable {
    /// What a variant's numbers rest on.
    package enum Basis: Hashable, Sendable {
        /// Documents of an earlier run that asked in the same way.
        case run(id: String, documents: Int)
        /// The length of its prompts, and what answers may be long at most: a range, no more.
        case length
        /// Nothing is sent, or nothing is paid for: the rules, a replay.
        case free
    }

    package struct Variant: Sendable {
        package var name: String
        package var requests: Int
        package var basis: Basis
        package var isSimulated: Bool
        /// Of all requests.
        package var promptTokens: Estimate?
        package var answerTokens: Estimate?
        /// Dollars; `nil` without a price by the token.
        package var cost: Estimate?
        /// Seconds; `nil` where neither a limit nor an earlier run tells.
        package var seconds: Double?
        /// What makes it take so long: `rpm`, `tpm`, `concurrency`, `arrivals`.
        package var bound: String?

        package init(name: String, requests: Int, basis: Basis, isSimulated: Bool) {
            self.name = name
            self.requests = requests
            self.basis = basis
            self.isSimulated = isSimulated
        }
    }

    package var benchmark: String
    package var cases: Int
    package var repeats: Int
    package var variants: [Variant]
    /// The smallest difference in exact documents that two variants would show with 80 % power, were 10 % of documents to
    /// come out otherwise; `nil` where none would, or with one variant.
    package var detectable: Double?
    /// What may make it otherwise: a budget, the response cache.
    package var notes: [String] = []

    package init(benchmark: String, cases: Int, repeats: Int, variants: [Variant]) {
        self.benchmark = benchmark
        self.cases = cases
        self.repeats = repeats
        self.variants = variants
    }

    /// Dollars that all priced variants may come to at most, by their intervals; simulated ones cost nothing.
    package var mostDollars: Double {
        variants.filter { !$0.isSimulated }.compactMap(\.cost?.high).reduce(0, +)
    }

    /// Dollars of all variants that are really paid for, their intervals added as if each erred in its own way; `nil`
    /// where one has no price.
    package var cost: Estimate? {
        let paid = variants.filter { !$0.isSimulated && $0.basis != .free }
        let costs = paid.compactMap(\.cost)
        guard !paid.isEmpty, costs.count == paid.count else { return nil }
        let value = costs.reduce(0) { $0 + $1.value }
        let low = costs.reduce(0) { $0 + ($1.value - $1.low) * ($1.value - $1.low) }
        let high = costs.reduce(0) { $0 + ($1.high - $1.value) * ($1.high - $1.value) }
        return Estimate(
            value: value,
            low: max(0, value - low.squareRoot()),
            high: value + high.squareRoot(),
            n: costs.map(\.n).min() ?? 0,
            method: costs.contains { $0.method == "by-length" } ? "by-length" : "prediction-t"
        )
    }
}
