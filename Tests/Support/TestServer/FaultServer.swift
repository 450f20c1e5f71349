internal import NIOCore
internal import NIOPosix
package import NIOSSL
internal import Synchronization

/// A loopback server that chooses for each request what bytes to play, and counts what it played to whom.
package final class FaultServer: Sendable {
    /// One request as it arrived.
    package struct Request: Sendable {
        /// Counted from 1 in the order of arrival.
        package let number: Int
        /// How often its subject was asked so far, this time included.
        package let turn: Int
        /// What it is about, as the server was told to tell it.
        package let subject: String
        /// Head and body as they came over the wire.
        package let text: String

        /// The attempt's id, which the client's ledger knows too.
        package var id: String { header("x-client-request-id") ?? "" }

        /// A field of the head, whose name is given in lower case.
        package func header(_ name: String) -> String? {
            let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
            for line in lines.dropFirst() {
                let parts = line.split(separator: ":", maxSplits: 1)
                guard parts.count == 2 else { return nil }
                if parts[0].lowercased() == name { return String(parts[1].drop { $0 == " " }) }
            }
            return nil
        }
    }

    /// A request with the name of what was played to it.
    package struct Play: Sendable {
        package let request: Request
        package let fault: String
    }

    /// How a server tells requests apart and what it answers.
    package struct Script: Sendable {
        var subject: @Sendable (_ request: String) -> String
        var greeting: @Sendable (_ connection: Int) -> Fault?
        var answer: @Sendable (Request) -> Fault

        /// `greeting` is played to a connection, counted from 1, before it has asked for anything.
        package init(
            subject: @escaping @Sendable (_ request: String) -> String = { _ in "" },
            greeting: @escaping @Sendable (_ connection: Int) -> Fault? = { _ in nil },
            answer: @escaping @Sendable (Request) -> Fault
        ) {
            self.subject = subject
            self.greeting = greeting
            self.answer = answer
        }
    }

    private let script: Mutex<Script>
    private let tls: Mutex<NIOSSLContext?>
    private let log = FaultLog()
    private let listener = Mutex<(any Channel)?>(nil)
    private let clients = Mutex<[ObjectIdentifier: any Channel]>([:])
    private let address = Mutex(0)

    private init(_ script: Script, tls: NIOSSLContext?) {
        self.script = Mutex(script)
        self.tls = Mutex(tls)
    }

    package var port: Int { address.withLock { $0 } }

    /// What it played so far, in the order of arrival.
    package var plays: [Play] { log.plays }

    /// How many connections were made to it so far, and how many of them are open.
    package var connections: (all: Int, open: Int) { (log.connections, log.open) }

    /// Answers by another script from now on.
    package func mend(_ script: Script) { self.script.withLock { $0 = script } }

    /// Shows other certificates from now on.
    package func encrypt(by tls: TLSConfiguration) throws {
        let context = try NIOSSLContext(configuration: tls)
        self.tls.withLock { $0 = context }
    }

    /// Serves while `body` runs; `tls` encrypts.
    package static func with<Value>(
        _ script: Script,
        tls: TLSConfiguration? = nil,
        _ body: (FaultServer) async throws -> Value
    ) async throws -> Value {
        let context = try tls.map { try NIOSSLContext(configuration: $0) }
        let server = FaultServer(script, tls: context)
        try await server.listen()
        let result: Result<Value, any Error>
        do { result = .success(try await body(server)) } catch { result = .failure(error) }
        try await server.shut()
        return try result.get()
    }

    // MARK: Coming and going

    /// Listens, after `shut` at the same port as before.
    package func listen() async throws {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { [self] channel in
                channel.eventLoop.makeCompletedFuture { try welcome(channel) }
            }
            .bind(host: "127.0.0.1", port: port).get()
        listener.withLock { $0 = channel }
        address.withLock { $0 = channel.localAddress?.port ?? 0 }
    }

    /// Listens no more and hangs up on everybody.
    package func shut() async throws {
        let channel = listener.withLock { listener in
            defer { listener = nil }
            return listener
        }
        try await channel?.close()
        for client in clients.withLock({ Array($0.values) }) { try? await client.close() }
    }

    private func welcome(_ channel: any Channel) throws {
        let key = ObjectIdentifier(channel)
        clients.withLock { $0[key] = channel }
        let number = log.connected()
        channel.closeFuture.whenComplete { [self] _ in
            log.disconnected()
            clients.withLock { $0[key] = nil }
        }
        if let tls = tls.withLock({ $0 }) {
            try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls))
        }
        let greeting = script.withLock { $0 }.greeting(number)
        let handler = ScriptHandler(greeting: greeting?.steps ?? []) { [self] text in
            let script = script.withLock { $0 }
            return log.add(text, subject: script.subject(text), choose: script.answer).steps
        }
        try channel.pipeline.syncOperations.addHandler(handler)
    }
}
