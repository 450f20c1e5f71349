internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1
internal import Synchronization

/// Keeps a response's bytes and the monotonic time at which each part arrived, and ends a request that falls silent.
///
/// The delegate, unlike the client's async interface, tells when the request head left.
final class WireRecorder: HTTPClientResponseDelegate {
    typealias Response = Void

    /// How long a server may be silent.
    struct Patience: Sendable {
        /// From the request head that left to the first byte.
        var firstByte: Duration
        /// Between two bytes.
        var idle: Duration
    }

    private struct State {
        var response = WireResponse()
        var timer: Scheduled<Void>?
        var isOver = false
    }

    private let start: ContinuousClock.Instant
    private let bodyLimit: Int
    private let patience: Patience
    private let state = Mutex(State())

    init(start: ContinuousClock.Instant, bodyLimit: Int, patience: Patience) {
        self.start = start
        self.bodyLimit = bodyLimit
        self.patience = patience
    }

    /// What arrived so far.
    var response: WireResponse { state.withLock { $0.response } }

    /// Stops watching the request.
    func end() {
        let timer = state.withLock { state in
            state.isOver = true
            defer { state.timer = nil }
            return state.timer
        }
        timer?.cancel()
    }

    private var elapsed: Duration { ContinuousClock.now - start }

    func didSendRequestHead(task: HTTPClient.Task<Void>, _ head: HTTPRequestHead) {
        let now = elapsed
        state.withLock { $0.response.sent = now }
        watch(task, after: patience.firstByte)
    }

    func didReceiveHead(
        task: HTTPClient.Task<Void>,
        _ head: HTTPResponseHead
    ) -> EventLoopFuture<Void> {
        let now = elapsed
        state.withLock { state in
            state.response.firstByte = now
            state.response.status = Int(head.status.code)
            state.response.headers = head.headers.map { ($0.name, $0.value) }
        }
        if patience.idle < patience.firstByte { watch(task, after: patience.idle) }
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didReceiveBodyPart(
        task: HTTPClient.Task<Void>,
        _ buffer: ByteBuffer
    ) -> EventLoopFuture<Void> {
        let now = elapsed
        let isWithinLimit = state.withLock { state in
            let room = bodyLimit - state.response.body.count
            state.response.body.append(contentsOf: buffer.readableBytesView.prefix(room))
            state.response.mark(now)
            return buffer.readableBytes <= room
        }
        guard isWithinLimit else {
            let failure = WireFailure(.tooLarge, "body larger than \(bodyLimit) bytes")
            return task.eventLoop.makeFailedFuture(failure)
        }
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didFinishRequest(task: HTTPClient.Task<Void>) throws {
        let now = elapsed
        state.withLock { $0.response.done = now }
        // Here, on the loop that keeps the timer, nobody has to be woken for it.
        end()
    }

    // MARK: Silence

    private func watch(_ task: HTTPClient.Task<Void>, after delay: Duration) {
        let timer = task.eventLoop.scheduleTask(in: TimeAmount(delay)) { self.check(task) }
        let unused = state.withLock { state in
            guard !state.isOver else { return timer as Scheduled<Void>? }
            defer { state.timer = timer }
            return state.timer
        }
        unused?.cancel()
    }

    /// One timer a request: where something arrived meanwhile it is set anew, not with every byte.
    private func check(_ task: HTTPClient.Task<Void>) {
        let now = elapsed
        let (response, isOver) = state.withLock { ($0.response.silence, $0.isOver) }
        guard !isOver else { return }
        let limit = response.hasBegun ? patience.idle : patience.firstByte
        let rest = limit - (now - response.since)
        guard rest <= .zero else {
            watch(task, after: rest)
            return
        }
        task.fail(
            reason: WireFailure(
                .timeout,
                response.hasBegun
                    ? "silence longer than the idle time-out"
                    : "no first byte within the first-byte time-out"
            )
        )
    }
}

extension WireResponse {
    /// Since when nothing arrived, and whether anything had before.
    fileprivate var silence: (since: Duration, hasBegun: Bool) {
        guard let firstByte else { return (sent ?? .zero, false) }
        return (marks.last?.time ?? firstByte, true)
    }
}
