package import TallyCore
internal import TallyRules

/// The deterministic receipt parser as a provider: nothing is sent, nothing is billed.
package struct RulesProvider: ModelProvider {
    private let parser = RulesParser()

    package init() {}

    package var source: CallSource { .local }

    package func send(_ request: ModelRequest) async -> Exchange {
        let start = ContinuousClock.now
        let answer = parser.parse(request.text)
        let done = ContinuousClock.now - start
        return Exchange(
            timings: ExchangeTimings(done: done),
            billing: .notBilled,
            result: .success(
                Completion(text: JSONValue.object(answer).jsonText, finish: .stop)
            )
        )
    }
}
