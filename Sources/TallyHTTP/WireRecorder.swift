internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1
internal import Synchronization

/// Keeps a response's bytes and the monotonic time at which each part arrived.
///
/// The delegate, unlike the client's async interface, tells when the request head left.
final class WireRecorder: HTTPClientResponseDelegate {
    typealias Response = Void

    private let start: ContinuousClock.Instant
    private let bodyLimit: Int
    private let state = Mutex(WireResponse())

    init(start: ContinuousClock.Instant, bodyLimit: Int) {
        self.start = start
        self.bodyLimit = bodyLimit
    }

    /// What arrived so far.
    var response: WireResponse { state.withLock { $0 } }

    private var elapsed: Duration { ContinuousClock.now - start }

    func didSendRequestHead(task: HTTPClient.Task<Void>, _ head: HTTPRequestHead) {
        let now = elapsed
        state.withLock { $0.sent = now }
    }

    func didReceiveHead(
        task: HTTPClient.Task<Void>,
        _ head: HTTPResponseHead
    ) -> EventLoopFuture<Void> {
        let now = elapsed
        state.withLock { response in
            response.firstByte = now
            response.status = Int(head.status.code)
            response.headers = head.headers.map { ($0.name, $0.value) }
        }
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didReceiveBodyPart(
        task: HTTPClient.Task<Void>,
        _ buffer: ByteBuffer
    ) -> EventLoopFuture<Void> {
        let now = elapsed
        let isWithinLimit = state.withLock { response in
            let room = bodyLimit - response.body.count
            response.body.append(contentsOf: buffer.readableBytesView.prefix(room))
            response.mark(now)
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
        state.withLock { $0.done = now }
    }
}
