package import Hummingbird
package import Logging
package import TallyCore

/// An HTTP server that speaks the APIs of model providers and answers from datasets, with errors, waits and faults drawn
/// from seeds.
///
/// Every response carries `x-tally-simulated: true`.
package struct Simulator: Sendable {
    /// Seconds since 1970: the day in a returned model's name, so that equal requests get equal bytes.
    static let created = 1_767_225_600

    private let models: [String: SimulatedModel]
    let endpoint: ModelEndpoint
    let batches: BatchShelf
    private let apiKey: String?
    private let refusals = RefusalCounter()
    private let logger: Logger

    /// Reads every case once to index its text.
    ///
    /// - Parameters:
    ///   - models: How each simulated model behaves, by the name requests ask for.
    ///   - cases: The datasets whose receipts are recognised.
    ///   - apiKey: The key requests must bring; `nil` lets everyone in.
    ///   - speed: Simulated seconds in one second of the clock; infinite never waits.
    ///   - clock: What waits are measured on.
    ///   - maxBody: Larger request bodies are refused, in bytes.
    ///   - logger: Receives warnings and errors; the default discards them.
    ///   - fallback: The answer to a receipt that is in no dataset.
    /// - Throws: Whatever a dataset throws while it is read.
    package init(
        models: [String: Simulation],
        cases: [any CaseSource],
        apiKey: String? = nil,
        speed: Double = 1,
        clock: any Clock<Duration> = ContinuousClock(),
        maxBody: Int = 16 << 20,
        logger: Logger = Logger(label: "tally.simulator") { _ in SwiftLogNoOpLogHandler() },
        fallback: @escaping @Sendable (String) -> JSONObject
    ) throws {
        var simulated: [String: SimulatedModel] = [:]
        for (name, simulation) in models {
            simulated[name] = SimulatedModel(name: name, simulation: simulation)
        }
        self.models = simulated
        self.apiKey = apiKey
        self.logger = logger
        let endpoint = ModelEndpoint(
            models: simulated,
            composer: AnswerComposer(receipts: try ReceiptIndex(cases), fallback: fallback),
            pacer: Pacer(clock: clock, speed: speed),
            maxBody: maxBody
        )
        self.endpoint = endpoint
        batches = BatchShelf(endpoint)
    }

    /// Serves until the task is cancelled, then returns; connections are closed, answers in flight cut off.
    ///
    /// Signals are the caller's. Port 0 takes a free port; `onRunning` is told the real one.
    package func run(
        port: Int,
        host: String = "127.0.0.1",
        onRunning: @escaping @Sendable (Int) async -> Void
    ) async throws {
        let application = application(port: port, host: host, onRunning: onRunning)
        do {
            try await application.run()
        } catch {
            if Task.isCancelled { return }
            let isTaken = "\(error)".contains("Address already in use")
            throw SimulatorError(
                .cannotServe,
                "cannot serve on \(host):\(port): "
                    + (isTaken
                        ? "the port is in use; take another, or 0 for a free one" : "\(error)")
            )
        }
    }

    /// What each model did so far, by name.
    package var counters: [String: ModelCounters] { models.mapValues(\.counters) }

    /// The server as a value, for `run` and for tests that need no socket.
    package func application(
        port: Int = 0,
        host: String = "127.0.0.1",
        onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
    ) -> some ApplicationProtocol {
        var logger = logger
        logger.handler = QuietEnding(base: logger.handler)
        logger.logLevel = max(logger.logLevel, .warning)
        return Application(
            router: router(),
            configuration: ApplicationConfiguration(address: .hostname(host, port: port)),
            onServerRunning: { await onRunning($0.localAddress?.port ?? port) },
            logger: logger
        )
    }

    private func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.middlewares.add(EndpointMarking(refusals: refusals))
        router.get("health") { _, _ in Response(json: ["status": "ok", "simulated": true]) }
        router.get("stats") { _, _ in Response(json: statistics) }
        router.get("v1/models") { request, _ in
            try authorize(request)
            return Response(json: catalog)
        }
        router.post("v1/chat/completions") { request, _ in
            try await answer(request) { ChatCompletions(azure: nil) }
        }
        router.post("v1/responses") { request, _ in
            try await answer(request) { ResponsesOperation(azure: nil) }
        }
        router.post("v1/messages") { request, _ in
            try await answer(request) { try MessagesOperation(request.headers) }
        }
        addAzure(to: router)
        addBatches(to: router)
        return router
    }

    /// Every model is also a deployment of its name.
    private func addAzure(to router: Router<BasicRequestContext>) {
        router.get("openai/v1/models") { request, _ in
            try authorize(request)
            return Response(json: catalog)
        }
        router.post("openai/v1/chat/completions") { request, _ in
            try await answer(request) {
                ChatCompletions(azure: try .current(version: request.apiVersion))
            }
        }
        router.post("openai/v1/responses") { request, _ in
            try await answer(request) {
                ResponsesOperation(azure: try .current(version: request.apiVersion))
            }
        }
        router.post("openai/deployments/:deployment/chat/completions") { request, context in
            let name = try context.parameters.require("deployment")
            return try await answer(request) {
                ChatCompletions(azure: try .deployment(name, version: request.apiVersion))
            }
        }
        router.post("models/chat/completions") { request, _ in
            try await answer(request) {
                ChatCompletions(azure: try .models(version: request.apiVersion))
            }
        }
    }

    /// Asks for the key before it looks at anything else.
    private func answer(
        _ request: Request,
        as operation: () throws -> any Operation
    ) async throws -> Response {
        try authorize(request)
        return try await endpoint.respond(to: request, with: try operation())
    }

    func authorize(_ request: Request) throws(Refusal) {
        guard let apiKey else { return }
        let vendor = Vendor(path: request.uri.path)
        guard vendor.accepts(request.headers, key: apiKey) else { throw .wrongKey }
    }

    private var catalog: JSONValue {
        let entries = models.keys.sorted().map { name -> JSONValue in
            [
                "id": .string(name), "object": "model",
                "created": .number(Self.created), "owned_by": "tally-simulator",
            ]
        }
        return ["object": "list", "data": .array(entries)]
    }

    private var statistics: JSONValue {
        let entries = counters.sorted { $0.key < $1.key }.map { ($0.key, $0.value.json) }
        return [
            "simulated": true, "models": .object(JSONObject(entries)),
            "refused": .number(refusals.count),
        ]
    }
}

extension Request {
    /// Azure's `api-version`, as the address has it.
    var apiVersion: Substring? { uri.queryParameters["api-version"] }
}
