internal import TallyCore

/// The files and batches that a server was given, each answered in the background.
actor BatchShelf {
    /// Requests of a batch that are at their model at a time.
    private static let concurrency = 64

    private let endpoint: ModelEndpoint
    private var files: [String: [UInt8]] = [:]
    private var batches: [String: SimulatedBatch] = [:]
    /// In the order in which they were made.
    private var order: [String] = []

    init(_ endpoint: ModelEndpoint) { self.endpoint = endpoint }

    /// Keeps a file; returns its name.
    func keep(_ bytes: [UInt8]) -> String {
        let id = "file-" + Self.name()
        files[id] = bytes
        return id
    }

    func content(of file: String) -> [UInt8]? { files[file] }

    func size(of file: String) -> Int { files[file]?.count ?? 0 }

    func batch(_ id: String) -> SimulatedBatch? { batches[id] }

    /// A page of the batches, the newest first, and whether there are more.
    func page(after last: String?, limit: Int) -> (batches: [SimulatedBatch], hasMore: Bool) {
        let newest = order.reversed().compactMap { batches[$0] }
        let start = last.flatMap { last in newest.firstIndex { $0.id == last } }.map { $0 + 1 } ?? 0
        let page = newest.dropFirst(start).prefix(limit)
        return (Array(page), start + page.count < newest.count)
    }

    /// Makes a batch of a file's requests and begins with it; one that is wrong as a whole fails.
    func create(from file: String, for operation: BatchOperation) throws(Refusal) -> SimulatedBatch
    {
        guard let bytes = files[file] else {
            throw .invalid("No such File object: \(file)", parameter: "input_file_id")
        }
        var batch = SimulatedBatch(
            id: "batch_" + Self.name(),
            file: file,
            interface: operation.interface
        )
        let requests = BatchRequest.all(in: bytes, for: operation.interface)
        switch requests {
        case .success(let requests):
            batch.total = requests.count
            Task { await answer(requests, of: batch.id, with: operation) }
        case .failure(let fault):
            batch.status = "failed"
            batch.fault = fault
        }
        batches[batch.id] = batch
        order.append(batch.id)
        return batch
    }

    /// Asks the models for all of it; answers stand in the order in which they came.
    private func answer(
        _ requests: [BatchRequest],
        of id: String,
        with operation: BatchOperation
    ) async {
        batches[id]?.status = "in_progress"
        var lines: [Line] = []
        await withTaskGroup(of: Line?.self) { group in
            for (number, request) in requests.enumerated() {
                if number >= Self.concurrency, let line = await group.next() {
                    add(line, to: &lines, of: id)
                }
                group.addTask { [endpoint] in
                    await Self.answer(request, at: endpoint, with: operation)
                }
            }
            while let line = await group.next() { add(line, to: &lines, of: id) }
        }
        batches[id]?.outputFile = file(of: lines.filter { $0.status == 200 })
        batches[id]?.errorFile = file(of: lines.filter { $0.status != 200 })
        batches[id]?.status = "completed"
    }

    /// One line of a file of outputs or of errors.
    private struct Line: Sendable {
        let status: Int
        let json: JSONValue
    }

    private func add(_ line: Line?, to lines: inout [Line], of id: String) {
        guard let line else { return }
        lines.append(line)
        batches[id]?.count(isAnswer: line.status == 200)
    }

    /// Keeps lines as a file; `nil` where there are none.
    private func file(of lines: [Line]) -> String? {
        lines.isEmpty ? nil : keep(lines.flatMap { $0.json.jsonBytes + [UInt8(ascii: "\n")] })
    }

    /// `nil` when the server ends meanwhile.
    private static func answer(
        _ request: BatchRequest,
        at endpoint: ModelEndpoint,
        with operation: BatchOperation
    ) async -> Line? {
        guard
            let (status, body, name) = try? await endpoint.outcome(
                of: request.body,
                with: try operation.operation(for: request.body)
            )
        else { return nil }
        return Line(
            status: status,
            json: [
                "id": .string("batch_req_" + name.text), "custom_id": .string(request.id),
                "response": [
                    "status_code": .number(status), "request_id": .string(name.text), "body": body,
                ],
                "error": .null,
            ]
        )
    }

    /// Never the same, so that nothing of an earlier server is found in a later one.
    private static func name() -> String { UInt64.random(in: 0...UInt64.max).hexDigits }
}

/// One batch as its server tells of it.
struct SimulatedBatch: Sendable {
    let id: String
    let file: String
    let interface: String
    var status = "validating"
    var total = 0
    var completed = 0
    var failed = 0
    var outputFile: String?
    var errorFile: String?
    /// What is wrong with it as a whole.
    var fault: BatchFault?

    init(id: String, file: String, interface: String) {
        self.id = id
        self.file = file
        self.interface = interface
    }

    mutating func count(isAnswer: Bool) {
        if isAnswer { completed += 1 } else { failed += 1 }
    }

    var json: JSONValue {
        let errors: JSONValue? = fault.map { fault in
            let entry: JSONValue = [
                "code": .string(fault.code), "message": .string(fault.message), "param": .null,
                "line": fault.line.map(JSONValue.number) ?? .null,
            ]
            return ["object": "list", "data": [entry]]
        }
        return [
            "id": .string(id), "object": "batch", "endpoint": .string(interface),
            "errors": errors ?? .null, "input_file_id": .string(file), "completion_window": "24h",
            "status": .string(status), "output_file_id": .optional(outputFile),
            "error_file_id": .optional(errorFile), "created_at": .number(Simulator.created),
            "request_counts": [
                "total": .number(total), "completed": .number(completed),
                "failed": .number(failed),
            ],
            "metadata": .null,
        ]
    }
}
