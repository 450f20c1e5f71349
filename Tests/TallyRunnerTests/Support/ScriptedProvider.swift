import Synchronization
import TallyCore

/// A provider that answers from a script and counts what it is asked.
final class ScriptedProvider: ModelProvider {
    /// One request as the script sees it.
    struct Request {
        var text: String
        /// 1 for the first attempt on that text.
        var attempt: Int
        /// 1 for the first request of all.
        var number: Int
    }

    private struct State {
        var texts: [String] = []
        var prompts: [Prompt] = []
        var flying = 0
        var mostFlying = 0
    }

    let source: CallSource
    private let journal: Journal
    private let script: @Sendable (Request) -> Exchange
    private let state = Mutex(State())
    /// How long it really takes; without, others get some turns.
    private let delay: Duration?

    init(
        _ journal: Journal = Journal(),
        source: CallSource = .wire,
        delay: Duration? = nil,
        script: @escaping @Sendable (Request) -> Exchange
    ) {
        self.journal = journal
        self.source = source
        self.delay = delay
        self.script = script
    }

    func send(_ request: ModelRequest) async -> Exchange {
        journal.note(.sent(request.id))
        let seen = state.withLock { state in
            state.texts.append(request.text)
            state.prompts.append(request.prompt)
            state.flying += 1
            state.mostFlying = max(state.mostFlying, state.flying)
            return Request(
                text: request.text,
                attempt: state.texts.filter { $0 == request.text }.count,
                number: state.texts.count
            )
        }
        if let delay {
            try? await Task.sleep(for: delay)
        } else {
            for _ in 0..<20 { await Task.yield() }
        }
        defer { state.withLock { $0.flying -= 1 } }
        return script(seen)
    }

    /// The texts of all requests, in order.
    var texts: [String] { state.withLock { $0.texts } }
    /// The prompts of all requests, in order.
    var prompts: [Prompt] { state.withLock { $0.prompts } }
    var mostFlying: Int { state.withLock { $0.mostFlying } }
}

extension Exchange {
    /// A billed answer after 2 seconds, the first of them before the head left.
    static func answer(
        _ text: String = "{\"total\": 5.00}",
        finish: Completion.FinishReason = .stop
    ) -> Exchange {
        Exchange(
            body: Array(text.utf8),
            status: 200,
            timings: ExchangeTimings(
                sent: .seconds(1),
                firstByte: .milliseconds(1200),
                firstContent: .milliseconds(1250),
                done: .seconds(2)
            ),
            usage: Usage(input: 10, output: 5),
            billing: .billed,
            result: .success(Completion(text: text, finish: finish))
        )
    }

    static func failure(
        _ type: ErrorType,
        _ status: Int? = nil,
        retryAfter: Duration? = nil,
        shouldRetry: Bool? = nil,
        isLocal: Bool = false
    ) -> Exchange {
        let error = ProviderError(
            type,
            "scripted",
            status: status,
            retryAfter: retryAfter,
            shouldRetry: shouldRetry,
            isLocal: isLocal
        )
        return Exchange(
            status: status,
            timings: ExchangeTimings(sent: .zero, done: .seconds(3)),
            billing: .notBilled,
            result: .failure(error)
        )
    }
}
