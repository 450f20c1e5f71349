internal import TallyCore

/// What is wrong with a batch as a whole, in OpenAI's words.
struct BatchFault: Error, Sendable {
    let code: String
    let message: String
    /// Counted from 1; `nil` for the file.
    var line: Int?
}

/// One line of a batch's file.
struct BatchRequest: Sendable {
    private static let most = 50_000

    let id: String
    let body: JSONObject

    /// Reads a file of requests for one interface.
    static func all(in bytes: [UInt8], for interface: String) -> Result<[BatchRequest], BatchFault>
    {
        var requests: [BatchRequest] = []
        var ids: Set<String> = []
        let lines = bytes.split(separator: UInt8(ascii: "\n"))
        if lines.isEmpty {
            return .failure(BatchFault(code: "empty_batch", message: "The batch is empty."))
        }
        if lines.count > most {
            let message = "The batch has more than \(most) requests."
            return .failure(BatchFault(code: "too_many_tasks", message: message))
        }
        for (index, line) in lines.enumerated() {
            func fault(_ code: String, _ message: String) -> Result<[BatchRequest], BatchFault> {
                .failure(BatchFault(code: code, message: message, line: index + 1))
            }
            guard let json = try? JSONParser.parse(Array(line)),
                let id = json["custom_id"]?.string, let body = json["body"]?.object
            else { return fault("invalid_json_line", "This line is not parseable as a request.") }
            guard json["url"]?.string == interface else {
                return fault("url_mismatch", "The url of the request is not that of the batch.")
            }
            guard body["stream"]?.bool != true else {
                return fault("invalid_request", "Streaming is not supported in batches.")
            }
            guard ids.insert(id).inserted else {
                return fault("duplicate_custom_id", "The custom_id \(id) is not unique.")
            }
            requests.append(BatchRequest(id: id, body: body))
        }
        return .success(requests)
    }
}
