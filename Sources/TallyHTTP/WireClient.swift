internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL
internal import TallyCore

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Sends requests to one URL and reports what happened on the wire.
///
/// It never retries and never follows a redirect: both belong to whoever knows what a request costs.
package final class WireClient: Sendable {
    private let client: HTTPClient
    private let template: HTTPClient.Request
    private let proxy: WirePath.Proxy?
    private let bodyLimit: Int
    private let patience: WireRecorder.Patience

    /// What is asked of the URL.
    package enum Method: Sendable {
        case get, post, put
    }

    /// Prepares a client for one URL.
    ///
    /// - Parameters:
    ///   - url: an HTTP or HTTPS URL with a host.
    ///   - method: what every request asks for.
    ///   - connections: connections to the host at most.
    ///   - connect: the longest wait for a connection.
    ///   - firstByte: the longest wait for the first byte, from the request head on.
    ///   - idle: the longest silence between two bytes.
    ///   - path: the proxy and the trusted authorities.
    ///   - bodyLimit: bytes of a response that are kept; a longer one fails.
    /// - Throws: `HTTPClientError` when the URL is none.
    package init(
        url: String,
        method: Method = .post,
        connections: Int,
        connect: Duration,
        firstByte: Duration? = nil,
        idle: Duration,
        path: WirePath = WirePath(),
        bodyLimit: Int = 8 << 20
    ) throws {
        template = try HTTPClient.Request(url: url, method: method.verb)
        proxy = path.proxy
        self.bodyLimit = bodyLimit
        patience = WireRecorder.Patience(firstByte: firstByte ?? idle, idle: idle)
        var configuration = HTTPClient.Configuration()
        configuration.timeout = .init(connect: TimeAmount(connect))
        configuration.redirectConfiguration = .disallow
        configuration.decompression = .disabled
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connections
        configuration.connectionPool.retryConnectionEstablishment = false
        // Tally writes its own spans; the library's would be made for nothing.
        configuration.tracing.tracer = nil
        path.apply(to: &configuration)
        client = HTTPClient(
            eventLoopGroupProvider: .singleton,
            configuration: configuration
        )
    }

    /// Makes the event loops that all clients share, a few files for each processor, if they are not there yet.
    package static func startLoops() { _ = MultiThreadedEventLoopGroup.singleton.next() }

    package func shutdown() async throws { try await client.shutdown() }

    /// Sends one request; a failure is part of the response.
    package func send(_ request: WireRequest) async -> WireResponse {
        var outgoing = template
        for header in request.headers {
            outgoing.headers.add(name: header.name, value: header.value)
        }
        if template.method != .GET { outgoing.body = .bytes(request.body) }
        let start = ContinuousClock.now
        let recorder = WireRecorder(start: start, bodyLimit: bodyLimit, patience: patience)
        defer { recorder.end() }
        let task = client.execute(
            request: outgoing,
            delegate: recorder,
            deadline: .now() + TimeAmount(request.deadline)
        )
        do {
            try await withTaskCancellationHandler {
                try await task.get()
            } onCancel: {
                task.cancel()
            }
            return recorder.response
        } catch {
            var response = recorder.response
            response.done = ContinuousClock.now - start
            response.failure = failure(error, response)
            if response.failure?.kind == .tooLarge { response.shorten() }
            return response
        }
    }

    private func failure(_ error: any Error, _ response: WireResponse) -> WireFailure {
        switch error {
        case let failure as WireFailure: return failure
        case let error as HTTPClientError: return failure(error, response)
        case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError, is NIOSSLCloseTimedOutError:
            return WireFailure(.tls, "TLS: \(reason(ofTLS: error))")
        case let error as NIOConnectionError:
            let first = error.connectionErrors.first?.error
            // Behind a proxy it is the proxy that no connection was made to.
            let peer = proxy.map { "the proxy \($0.host):\($0.port)" } ?? server
            return cannotConnect(to: peer, first)
        case is CancellationError: return WireFailure(.cancelled, "cancelled")
        default:
            return response.sent == nil
                ? cannotConnect(to: server, error)
                : WireFailure(.closed, "connection lost: \(Self.reason(error))")
        }
    }

    private func cannotConnect(to peer: String, _ error: (any Error)?) -> WireFailure {
        let isExhausted = (error as? IOError).map { [EMFILE, ENFILE].contains($0.errnoCode) }
        let reason = error.map(Self.reason) ?? "no address found"
        return WireFailure(
            isExhausted == true ? .exhausted : .connect,
            "cannot connect to \(peer): \(reason)"
        )
    }

    private var server: String { "\(template.host):\(template.port)" }

    private static func unknownUser(to proxy: WirePath.Proxy) -> WireFailure {
        let demand =
            proxy.credentials == nil
            ? "asks for a user name and a password" : "refuses the user name and the password"
        return WireFailure(.connect, "the proxy \(proxy.host):\(proxy.port) \(demand)")
    }

    /// What is wrong with the server's certificate, if that is it; else the library's own words.
    private func reason(ofTLS error: any Error) -> String {
        if error as? NIOSSLExtraError == .failedToValidateHostname {
            return "the certificate is for another host than \(template.host)"
        }
        let words = "\(error)"
        guard words.contains("CERTIFICATE_VERIFY_FAILED") else {
            if words.contains("WRONG_VERSION_NUMBER") {
                return "\(server) speaks no TLS (http://?)"
            }
            // The library names the file of its own source that found the fault.
            let routine = words.split(separator: "OPENSSL_internal:").dropFirst().first
            return routine.map { String($0.prefix { $0 != " " }) } ?? words
        }
        return "the certificate of \(template.host) is not trusted: it has expired, or its "
            + "authority is not known (`ca_file` names one)"
    }

    /// The system's own words where the error comes from it.
    private static func reason(_ error: any Error) -> String {
        (error as? IOError).map { String(cString: strerror($0.errnoCode)) } ?? "\(error)"
    }

    private func failure(_ error: HTTPClientError, _ response: WireResponse) -> WireFailure {
        switch (error, proxy) {
        case (.proxyAuthenticationRequired, let proxy?): Self.unknownUser(to: proxy)
        case (.invalidProxyResponse, let proxy?):
            WireFailure(
                .connect,
                "the proxy \(proxy.host):\(proxy.port) makes no connection to \(server)"
            )
        default: failure(error, hasSent: response.sent != nil)
        }
    }

    private func failure(_ error: HTTPClientError, hasSent: Bool) -> WireFailure {
        switch error {
        case .connectTimeout: WireFailure(.connect, "no connection within the connect time-out")
        case .tlsHandshakeTimeout: WireFailure(.tls, "TLS handshake timed out")
        case .deadlineExceeded, .getConnectionFromPoolTimeout:
            hasSent
                ? WireFailure(.timeout, "not done within the total time-out")
                : WireFailure(.connect, "no connection within the deadline")
        case .cancelled: WireFailure(.cancelled, "cancelled")
        default: WireFailure(.closed, "connection lost: \(error.shortDescription)")
        }
    }
}

extension WireClient.Method {
    fileprivate var verb: HTTPMethod {
        switch self {
        case .get: .GET
        case .post: .POST
        case .put: .PUT
        }
    }
}

extension TimeAmount {
    init(_ duration: Duration) { self = .microseconds(duration.microseconds) }
}
