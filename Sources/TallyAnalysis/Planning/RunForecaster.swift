package import TallyCore
internal import TallyStatistics

/// Tells what a variant would cost and take, from documents of an earlier run or from the length of its prompts.
package struct RunForecaster {
    /// Documents of an earlier run.
    package struct Pilot: Sendable {
        package var run: String
        package var dollars = Moments()
        package var promptTokens = Moments()
        package var answerTokens = Moments()
        /// Of a document: all its attempts.
        package var requests = Moments()
        /// Seconds.
        package var service = Moments()
        package var isPriced = true

        package init(run: String) { self.run = run }

        /// Adds a trial; repeats after the first meet a warm prompt cache, and count as what they are.
        package mutating func add(_ record: TrialRecord) {
            guard record.outcome.isScored else { return }
            let usage = record.usage + record.reused.usage
            promptTokens.add(Double(usage.prompt))
            answerTokens.add(Double(usage.output))
            requests.add(Double(1 + record.retries))
            if let service = record.service { self.service.add(service) }
            if let cost = record.cost { dollars.add(cost.dollars) } else { isPriced = false }
        }
    }

    /// How a prompt's tokens follow from its bytes where nothing else tells: from six bytes a token down to two.
    private static let bytesPerToken = (few: 6.0, usual: 4.0, many: 2.0)
    /// Tokens of an answer where nothing bounds it.
    private static let answer = (few: 20.0, usual: 150.0, many: 1000.0)

    private let profile: Profile
    private let documents: Int

    package init(_ profile: Profile, documents: Int) {
        self.profile = profile
        self.documents = documents
    }

    /// From an earlier run; `nil` where it has too few documents to go by.
    package func variant(named name: String, from pilot: Pilot) -> RunForecast.Variant? {
        guard pilot.promptTokens.count > 1 else { return nil }
        var variant = RunForecast.Variant(
            name: name,
            requests: Int((Double(documents) * max(1, pilot.requests.mean)).rounded()),
            basis: .run(id: pilot.run, documents: pilot.promptTokens.count),
            isSimulated: profile.isSimulated
        )
        variant.promptTokens = pilot.promptTokens.forecast(of: documents)
        variant.answerTokens = pilot.answerTokens.forecast(of: documents)
        variant.cost = pilot.isPriced ? pilot.dollars.forecast(of: documents) : nil
        fillTime(of: &variant, service: pilot.service.count > 0 ? pilot.service.mean : nil)
        return variant
    }

    /// From the bytes of its prompts, a sample of them perhaps.
    package func variant(
        named name: String,
        promptBytes: Moments,
        price: Price?
    ) -> RunForecast.Variant {
        var variant = RunForecast.Variant(
            name: name,
            requests: documents,
            basis: .length,
            isSimulated: profile.isSimulated
        )
        let bytes = promptBytes.mean * Double(documents)
        func range(_ low: Double, _ value: Double, _ high: Double) -> Estimate {
            Estimate(value: value, low: low, high: high, n: promptBytes.count, method: "by-length")
        }
        let (read, wrote) = (Self.bytesPerToken, Self.answer)
        let most = profile.mostAnswerTokens.map { Double(min(max($0, 0), 1 << 24)) } ?? wrote.many
        let prompt = range(bytes / read.few, bytes / read.usual, bytes / read.many)
        let each = Double(documents)
        let answer = range(
            each * min(wrote.few, most),
            each * min(wrote.usual, most),
            each * most
        )
        (variant.promptTokens, variant.answerTokens) = (prompt, answer)
        func dollars(_ prompt: Double, _ answer: Double) -> Double? {
            let most = 1e15
            return price?.cost(
                of: Usage(input: Int(min(prompt, most)), output: Int(min(answer, most)))
            )?.dollars
        }
        if let low = dollars(prompt.low, answer.low),
            let value = dollars(prompt.value, answer.value),
            let high = dollars(prompt.high, answer.high)
        {
            variant.cost = range(low, value, high)
        }
        fillTime(of: &variant, service: nil)
        return variant
    }

    /// The longest of what the agreed limits and the places in flight ask for.
    private func fillTime(of variant: inout RunForecast.Variant, service: Double?) {
        var bounds: [(String, Double)] = []
        let requests = Double(variant.requests)
        if let most = profile.limits.requestsPerMinute {
            bounds.append(("rpm", requests / Double(most) * 60))
        }
        if let most = profile.limits.tokensPerMinute, let prompt = variant.promptTokens,
            let answer = variant.answerTokens
        {
            // What is reserved counts with the provider, however short the answer.
            let reserved =
                profile.mostAnswerTokens.map { Double(min($0, 1 << 24)) * requests }
                ?? answer.value
            bounds.append(("tpm", (prompt.value + reserved) / Double(most) * 60))
        }
        if let service {
            // Whole rounds, and before them the call that warms the schema up.
            let rounds = (requests / Double(profile.concurrency.start)).rounded(.up)
            let warmUp = profile.output == .jsonSchema && requests > 1 ? 1.0 : 0
            bounds.append(("concurrency", (rounds + warmUp) * service))
        }
        guard let longest = bounds.max(by: { $0.1 < $1.1 }) else { return }
        (variant.bound, variant.seconds) = (longest.0, longest.1)
    }

    /// The smallest difference in exact documents that so many show with 80 % power, were 10 % to come out otherwise.
    package static func detectable(cases: Int) -> Double? {
        var request = PowerPlanner.Request()
        request.cases = cases
        let plan = PowerPlanner(request).plan(discordance: 0.1)
        return plan.detectable.first { $0.kind == .difference }?.size
    }
}

extension RunForecast.Variant {
    /// The same variant where it may ask somebody else, too: no less than alone, at most both in whole.
    package func asking(_ other: RunForecast.Variant) -> RunForecast.Variant {
        func sum(_ own: Estimate?, _ more: Estimate?) -> Estimate? {
            guard var sum = own, let more else { return nil }
            sum.value += more.value
            sum.high += more.high
            return sum
        }
        var both = self
        both.promptTokens = sum(promptTokens, other.promptTokens)
        both.answerTokens = sum(answerTokens, other.answerTokens)
        both.cost = sum(cost, other.cost)
        return both
    }
}
