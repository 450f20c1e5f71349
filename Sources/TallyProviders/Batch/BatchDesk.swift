internal import Foundation
internal import TallyCore
internal import TallyHTTP

/// Asks a provider about batches and their files, one HTTP request each.
///
/// OpenAI's interface (platform.openai.com/docs/api-reference/batch), which Azure has too.
struct BatchDesk: Sendable {
    /// A file that was fetched.
    struct File {
        let bytes: [UInt8]
        let isSimulated: Bool
    }

    /// The longest wait for an answer; a file may be 200 MB.
    private static let deadline = Duration.seconds(600)
    /// Answers are longer than what was asked.
    private static let mostBytes = 4 * BatchOptions.mostBytes

    let address: BatchAddress
    let access: Access
    let path: WirePath
    let connect: Duration

    /// Hands a file over and returns what the provider calls it.
    func upload(_ bytes: [UInt8], named name: String) async throws(ProviderError) -> String {
        let boundary = "tally-" + name
        let head = """
            --\(boundary)\r
            Content-Disposition: form-data; name="purpose"\r
            \r
            batch\r
            --\(boundary)\r
            Content-Disposition: form-data; name="file"; filename="\(name)"\r
            Content-Type: application/jsonl\r
            \r

            """
        let body = Array(head.utf8) + bytes + Array("\r\n--\(boundary)--\r\n".utf8)
        let form = "multipart/form-data; boundary=\(boundary)"
        let answer = try await json(.post, address.files, body, as: form)
        guard let id = answer["id"]?.string else { throw Self.foreign(answer) }
        return id
    }

    /// Makes a batch of a file's requests.
    func create(from file: String) async throws(ProviderError) -> BatchState {
        let request: JSONValue = [
            "input_file_id": .string(file), "endpoint": .string(address.interface),
            "completion_window": "24h",
        ]
        return try await state(.post, address.batches, request.jsonBytes)
    }

    /// How far a batch is.
    func state(of batch: String) async throws(ProviderError) -> BatchState {
        try await state(.get, address.batch(batch))
    }

    /// The batch that was made of a file; `nil` where there is none.
    func find(file: String) async throws(ProviderError) -> BatchState? {
        var last: String?
        // A file's batch is among the newest.
        for _ in 0..<20 {
            let page = try await json(.get, address.page(after: last))
            let states = (page["data"]?.array ?? []).compactMap(BatchState.init)
            if let found = states.first(where: { $0.inputFile == file }) { return found }
            guard page["has_more"]?.bool == true, let end = states.last?.id else { return nil }
            last = end
        }
        return nil
    }

    /// What is in a file.
    func content(of file: String) async throws(ProviderError) -> File {
        let response = try await send(.get, address.content(of: file), [])
        return File(
            bytes: response.body,
            isSimulated: response.header("x-tally-simulated") != nil
        )
    }

    private func state(
        _ method: WireClient.Method,
        _ url: String,
        _ body: [UInt8] = []
    ) async throws(ProviderError) -> BatchState {
        let answer = try await json(method, url, body)
        guard let state = BatchState(answer) else { throw Self.foreign(answer) }
        return state
    }

    private func json(
        _ method: WireClient.Method,
        _ url: String,
        _ body: [UInt8] = [],
        as type: String = "application/json"
    ) async throws(ProviderError) -> JSONValue {
        let response = try await send(method, url, body, as: type)
        guard let json = try? JSONParser.parse(response.body), json.object != nil else {
            let excerpt = ProviderError.excerpt(response.body)
            throw ProviderError(.serverError, "200 without JSON: \(excerpt)", status: 200)
        }
        return json
    }

    private static func foreign(_ json: JSONValue) -> ProviderError {
        let excerpt = ProviderError.excerpt(json.jsonBytes)
        return ProviderError(.badRequest, "no batch and no file: \(excerpt)", shouldRetry: false)
    }

    /// Connections are not kept: a batch asks a few times an hour.
    private func send(
        _ method: WireClient.Method,
        _ url: String,
        _ body: [UInt8],
        as type: String = "application/json"
    ) async throws(ProviderError) -> WireResponse {
        let opened = try await access.open()
        guard
            let client = try? WireClient(
                url: url,
                method: method,
                connections: 1,
                connect: connect,
                idle: Self.deadline,
                path: path,
                bodyLimit: Self.mostBytes
            )
        else { throw ProviderError(.badRequest, "\(url) is no address", shouldRetry: false) }
        let headers = [(name: "content-type", value: type), ("user-agent", "tally")]
        var response = await client.send(
            WireRequest(headers: headers + opened.headers, body: body, deadline: Self.deadline)
        )
        try? await client.shutdown()
        for redactor in opened.redactors { response.body = redactor.scrub(response.body) }
        guard let status = response.status, response.failure == nil else {
            let failure = response.failure ?? WireFailure(.closed, "no response")
            throw ProviderError(failure: failure, status: response.status)
        }
        guard (200..<300).contains(status) else {
            let now = Date().timeIntervalSince1970
            throw ProviderError(response: response, now: now)
        }
        return response
    }
}
