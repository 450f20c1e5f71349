internal import NIOCore
internal import NIOPosix
package import NIOSSL
internal import Synchronization

/// A loopback server that answers every HTTP request with scripted bytes, sound or not.
package final class TestServer: Sendable {
    /// What happens once a whole request has arrived.
    package enum Step: Sendable {
        case send(String)
        case sendBytes([UInt8])
        /// One byte after the other, each in a packet of its own.
        case trickle(ArraySlice<UInt8>, every: Duration)
        /// The same bytes again and again until the client goes away.
        case endless([UInt8])
        case wait(Duration)
        /// Says that nothing more will come, and listens on.
        case halfClose
        case close
        case reset
    }

    private let channel: any Channel
    private let log: RequestLog
    package let port: Int

    private init(_ channel: any Channel, _ log: RequestLog) {
        self.channel = channel
        self.log = log
        port = channel.localAddress?.port ?? 0
    }

    /// Serves while `body` runs; the greeting, if any, is sent as soon as somebody connects, and `tls` encrypts.
    package static func with<Value>(
        _ steps: [Step],
        greeting: String? = nil,
        tls: TLSConfiguration? = nil,
        _ body: (TestServer) async throws -> Value
    ) async throws -> Value {
        let log = RequestLog()
        let context = try tls.map { try NIOSSLContext(configuration: $0) }
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let context {
                        try channel.pipeline.syncOperations.addHandler(
                            NIOSSLServerHandler(context: context)
                        )
                    }
                    let handler = ScriptHandler(greeting: greeting.map { [.send($0)] } ?? []) {
                        log.add($0)
                        return steps
                    }
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(TestServer(channel, log)))
        } catch {
            result = .failure(error)
        }
        try await channel.close()
        return try result.get()
    }

    /// A port on which nobody listens (any more).
    package static func freePort() async throws -> Int {
        try await with([]) { $0.port }
    }

    package var url: String { "http://127.0.0.1:\(port)" }

    /// The requests so far, as they came over the wire.
    package var requests: [String] { log.requests }

    /// A whole response with its length.
    package static func response(_ status: String, _ headers: String = "", _ body: String) -> Step {
        .send("HTTP/1.1 \(status)\r\ncontent-length: \(body.utf8.count)\r\n\(headers)\r\n\(body)")
    }
}

/// What the connections of one server received.
final class RequestLog: Sendable {
    private let state = Mutex<[String]>([])

    var requests: [String] { state.withLock { $0 } }

    func add(_ request: String) { state.withLock { $0.append(request) } }
}
