import HTTPTypes
import Hummingbird
import HummingbirdTLS
import Logging
import NIOCore
import NIOSSL
import Synchronization
import TallyCore

/// A chat endpoint on the loopback interface that answers as a test says and remembers what it was asked.
final class ModelServer: Sendable {
    /// One request as it arrived.
    struct Call: Sendable {
        /// Counted from 1 in the order of arrival.
        let number: Int
        /// The attempt's id, which the ledger knows too.
        let id: String
        let authorization: String
        /// The shop on the receipt, which tells the case.
        let shop: String
        /// The user message.
        let text: String
        /// The image shown with it: `url` and `detail`.
        let image: JSONValue?
    }

    typealias Script = @Sendable (Call) async throws -> Reply

    private struct State {
        var script: Script
        var calls: [Call] = []
        var answered: [String: Int] = [:]
    }

    private let state: Mutex<State>

    init(_ script: @escaping Script = { .answer(to: $0) }) {
        state = Mutex(State(script: script))
    }

    var calls: [Call] { state.withLock { $0.calls } }

    /// How often each shop's receipt was answered with 200.
    var answered: [String: Int] { state.withLock { $0.answered } }

    /// Answers differently from now on.
    func mend(_ script: @escaping Script = { .answer(to: $0) }) {
        state.withLock { $0.script = script }
    }

    /// Serves while `body` runs; port 0 takes a free one, and `tls` encrypts.
    func serving<Value: Sendable>(
        on port: Int = 0,
        tls: TLSConfiguration? = nil,
        _ body: @escaping @Sendable (Int) async throws -> Value
    ) async throws -> Value {
        let (ports, running) = AsyncStream.makeStream(of: Int.self)
        let application = try application(port: port, tls: tls) { running.yield($0) }
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask {
                defer { running.finish() }
                do { try await application.run() } catch { if !Task.isCancelled { throw error } }
                return nil
            }
            group.addTask {
                for await port in ports { return try await body(port) }
                return nil
            }
            defer { group.cancelAll() }
            for try await value in group { if let value { return value } }
            throw CancellationError()
        }
    }

    private func application(
        port: Int,
        tls: TLSConfiguration?,
        onRunning: @escaping @Sendable (Int) -> Void
    ) throws -> some ApplicationProtocol {
        let router = Router()
        router.post("v1/chat/completions") { request, _ in try await self.respond(to: request) }
        router.get("v1/models") { request, _ in self.models(for: request).response }
        return Application(
            router: router,
            server: try tls.map { try .tls(tlsConfiguration: $0) } ?? .http1(),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
            onServerRunning: { onRunning($0.localAddress?.port ?? 0) },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    /// The list of models, for who brings the right key; it is no call.
    private func models(for request: Request) -> Reply {
        let key = (request.headers[.authorization] ?? "").replacing("Bearer ", with: "")
        guard key == Scene.key else { return .refusal(401, code: "no", "unknown key \(key)") }
        let list: JSONValue = ["data": [["id": "test-model"]]]
        return Reply(body: list.jsonText).with("x-ratelimit-limit-requests", "500")
    }

    private func respond(to request: Request) async throws -> Response {
        let body = try await request.body.collect(upTo: 1 << 20)
        let prompt = try JSONParser.parse(Array(body.readableBytesView))["messages"]?.array ?? []
        let content = prompt.last?["content"]
        let text = content?.string ?? content?[0]?["text"]?.string ?? ""
        let (call, script) = state.withLock { state in
            let call = Call(
                number: state.calls.count + 1,
                id: request.headers[values: HTTPField.Name("x-client-request-id")],
                authorization: request.headers[.authorization] ?? "",
                shop: Receipts.shop(in: text),
                text: text,
                image: content?[1]?["image_url"]
            )
            state.calls.append(call)
            return (call, state.script)
        }
        let reply = try await script(call)
        if reply.status == 200 { state.withLock { $0.answered[call.shop, default: 0] += 1 } }
        return reply.response
    }
}

extension HTTPFields {
    /// The field's value, empty when it is not there.
    fileprivate subscript(values name: HTTPField.Name?) -> String {
        name.flatMap { self[$0] } ?? ""
    }
}
