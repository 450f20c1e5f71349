internal import Foundation
internal import NIOCore
internal import NIOPosix

/// A loopback HTTP proxy that makes tunnels to host names of its own.
package final class TestProxy: Sendable {
    private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    /// Whom it lets through, and where to.
    package struct Rules: Sendable {
        /// The loopback ports behind host names; it finds no others.
        package var hosts: [String: Int]
        /// `user:password` that it asks for.
        package var credentials: String?
        /// The status that everyone is sent away with, such as `502 Bad Gateway`.
        package var refusal: String?

        package init(
            hosts: [String: Int] = [:],
            credentials: String? = nil,
            refusal: String? = nil
        ) {
            self.hosts = hosts
            self.credentials = credentials
            self.refusal = refusal
        }
    }

    private let rules: Rules
    private let log = RequestLog()
    package let port: Int

    private init(_ rules: Rules, port: Int) {
        self.rules = rules
        self.port = port
    }

    /// The heads of the requests so far, as they came over the wire.
    package var requests: [String] { log.requests }

    /// Serves while `body` runs.
    package static func with<Value>(
        _ rules: Rules,
        _ body: (TestProxy) async throws -> Value
    ) async throws -> Value {
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try Connection(wrappingChannelSynchronously: channel)
                }
            }
        let proxy = TestProxy(rules, port: listener.channel.localAddress?.port ?? 0)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await listener.executeThenClose { connections in
                    try await withThrowingDiscardingTaskGroup { group in
                        for try await connection in connections {
                            // Whoever breaks off ends that connection alone.
                            group.addTask { try? await proxy.serve(connection) }
                        }
                    }
                }
            }
            let value = try await body(proxy)
            group.cancelAll()
            return value
        }
    }

    private func serve(_ client: Connection) async throws {
        try await client.executeThenClose { inbound, outbound in
            var parts = inbound.makeAsyncIterator()
            var received = ""
            while !received.contains("\r\n\r\n") {
                guard let part = try await parts.next() else { return }
                received += String(buffer: part)
            }
            let end = received.firstRange(of: "\r\n\r\n")?.upperBound ?? received.endIndex
            log.add(String(received[..<end]))
            let head = received[..<end].split(separator: "\r\n")
            guard let port = port(askedFor: head), isKnown(head) else {
                return try await outbound.write(ByteBuffer(string: refusal(of: head)))
            }
            let server = try await Self.connect(port)
            try await server.executeThenClose { answers, requests in
                try await outbound.write(ByteBuffer(string: "HTTP/1.1 200 OK\r\n\r\n"))
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        for try await part in answers { try await outbound.write(part) }
                        try await client.channel.close()
                    }
                    while let part = try await parts.next() { try await requests.write(part) }
                    group.cancelAll()
                }
            }
        }
    }

    private static func connect(_ port: Int) async throws -> Connection {
        try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try Connection(wrappingChannelSynchronously: channel)
                }
            }
    }

    /// The port behind `CONNECT host:port`, whatever port is asked for there.
    private func port(askedFor head: [Substring]) -> Int? {
        let words = head.first?.split(separator: " ") ?? []
        guard words.first == "CONNECT", words.count == 3, rules.refusal == nil else { return nil }
        return rules.hosts[String(words[1].prefix { $0 != ":" })]
    }

    /// Whether the user is one that it lets through.
    private func isKnown(_ head: [Substring]) -> Bool {
        guard let credentials = rules.credentials else { return true }
        let expected = "Basic " + Data(credentials.utf8).base64EncodedString()
        return head.contains { line in
            let parts = line.split(separator: ": ", maxSplits: 1)
            return parts.first?.lowercased() == "proxy-authorization" && parts.last == expected[...]
        }
    }

    /// The response to whoever is not let through.
    private func refusal(of head: [Substring]) -> String {
        let unknown = "407 Proxy Authentication Required"
        let status = rules.refusal ?? (isKnown(head) ? "502 Bad Gateway" : unknown)
        let field = status == unknown ? "proxy-authenticate: Basic realm=\"test\"\r\n" : ""
        return "HTTP/1.1 \(status)\r\ncontent-length: 0\r\n\(field)\r\n"
    }
}
