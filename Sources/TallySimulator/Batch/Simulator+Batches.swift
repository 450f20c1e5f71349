internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import TallyCore

/// Files and batches, at OpenAI's addresses and at both of Azure's.
extension Simulator {
    /// A file of requests at most, with what a form puts around it.
    private static let mostBytes = 200 << 20

    func addBatches(to router: Router<BasicRequestContext>) {
        for base in ["v1", "openai/v1", "openai"] {
            router.post("\(base)/files") { request, _ in
                try authorize(request)
                return Response(json: try await upload(request))
            }
            router.get("\(base)/files/:id/content") { request, context in
                try authorize(request)
                let id = try context.parameters.require("id")
                guard let bytes = await batches.content(of: id) else { throw missing(request) }
                return Response(jsonBytes: bytes)
            }
            router.post("\(base)/batches") { request, _ in
                try authorize(request)
                return Response(json: try await create(request, isDated: base == "openai"))
            }
            router.get("\(base)/batches") { request, _ in
                try authorize(request)
                return Response(json: await list(request))
            }
            router.get("\(base)/batches/:id") { request, context in
                try authorize(request)
                let id = try context.parameters.require("id")
                guard let batch = await batches.batch(id) else { throw missing(request) }
                return Response(json: batch.json)
            }
        }
    }

    private func missing(_ request: Request) -> Refusal {
        .unknownURL(method: request.method.rawValue, path: request.uri.path)
    }

    private func body(of request: Request) async throws -> [UInt8] {
        do {
            return Array(buffer: try await request.body.collect(upTo: Self.mostBytes))
        } catch is NIOTooManyBytesError {
            throw Refusal.tooLarge(Self.mostBytes)
        }
    }

    private func upload(_ request: Request) async throws -> JSONValue {
        let bytes = try await body(of: request)
        guard let form = MultipartForm(bytes, contentType: request.headers[.contentType] ?? "")
        else { throw Refusal.unreadable("expected multipart/form-data") }
        guard form["purpose"].map({ String(decoding: $0, as: UTF8.self) }) == "batch" else {
            throw Refusal.invalid("expected \"batch\"", parameter: "purpose")
        }
        guard let file = form["file"] else { throw Refusal.missing("file") }
        let id = await batches.keep(file)
        return [
            "id": .string(id), "object": "file", "bytes": .number(file.count),
            "created_at": .number(Self.created), "filename": "requests.jsonl", "purpose": "batch",
            "status": "processed",
        ]
    }

    private func create(_ request: Request, isDated: Bool) async throws -> JSONValue {
        let json = try? JSONParser.parse(try await body(of: request))
        guard let json, json.object != nil else { throw Refusal.unreadable("expected an object") }
        guard let file = json["input_file_id"]?.string else {
            throw Refusal.missing("input_file_id")
        }
        guard json["completion_window"]?.string == "24h" else {
            throw Refusal.invalid("expected \"24h\"", parameter: "completion_window")
        }
        let isAzure = request.uri.path.hasPrefix("/openai/")
        let version = request.apiVersion.map(String.init)
        let operation = try BatchOperation(
            json["endpoint"]?.string ?? "",
            form: isDated ? .dated(version: version) : isAzure ? .azure : .openAI
        )
        return try await batches.create(from: file, for: operation).json
    }

    private func list(_ request: Request) async -> JSONValue {
        let query = request.uri.queryParameters
        let page = await batches.page(
            after: query["after"].map(String.init),
            limit: min(100, query["limit"].flatMap { Int($0) } ?? 20)
        )
        return [
            "object": "list", "data": .array(page.batches.map(\.json)),
            "has_more": .bool(page.hasMore),
        ]
    }
}
