internal import TallyCore

/// Writes one answer as chat completions do, whole or as server-sent events.
struct ChatWriter: AnswerWriter {
    private let reply: Reply
    private let isAzure: Bool
    /// What every event starts with, up to the choices.
    private let head: [UInt8]
    /// The answer's tokens that were not sent yet; empty where nobody asked for their probabilities.
    private var tokens: ArraySlice<(start: Int, token: JSONValue)> = []
    /// Bytes of the text that were sent.
    private var sent = 0

    init(_ reply: Reply, vendor: Vendor) {
        self.reply = reply
        isAzure = vendor == .azure
        var value: [(String, JSONValue)] = [
            ("id", .string(Self.id(reply))), ("object", "chat.completion.chunk"),
            ("created", .number(Simulator.created)), ("model", .string(reply.model)),
        ]
        value += Self.labels(reply)
        head = Array("data: ".utf8) + JSONValue.object(JSONObject(value)).jsonBytes.dropLast()
        if reply.request.wantsLogprobs, !reply.answer.isRefusal {
            tokens = reply.answer.confidence.tokens(of: reply.answer.text)[...]
        }
    }

    var whole: JSONValue {
        var choice: [(String, JSONValue)] = [
            ("index", 0), ("message", message),
            ("logprobs", reply.answer.filtered == nil ? Self.logprobs(tokens) : nil),
            ("finish_reason", .string(reply.answer.finish.rawValue)),
        ]
        if isAzure { choice.append(("content_filter_results", filters)) }
        var whole: [(String, JSONValue)] = [
            ("id", .string(Self.id(reply))), ("object", "chat.completion"),
            ("created", .number(Simulator.created)), ("model", .string(reply.model)),
        ]
        if isAzure { whole.append(("prompt_filter_results", AzureFilters.promptResults)) }
        whole += [
            ("choices", [.object(JSONObject(choice))]), ("usage", reply.usage.chat),
        ]
        return .object(JSONObject(whole + Self.labels(reply)))
    }

    /// Azure says what it thinks of the prompt before the model starts, in a chunk that names neither id nor model.
    func preamble() -> [UInt8] {
        guard isAzure else { return [] }
        return ServerSentEvent.data([
            "choices": [], "created": 0, "id": "", "model": "", "object": "",
            "prompt_filter_results": AzureFilters.promptResults,
        ])
    }

    func opening() -> [UInt8] {
        let delta: JSONValue = ["role": "assistant", "content": "", "refusal": nil]
        return event(delta: delta.jsonBytes, filters: [:])
    }

    mutating func piece(_ text: String) -> [UInt8] {
        // A token belongs to the piece that it begins in.
        sent += text.utf8.count
        let own = tokens.prefix { $0.start < sent }
        tokens = tokens.dropFirst(own.count)
        var writer = JSONWriter()
        writer.append([(reply.answer.isRefusal ? "refusal" : "content"): .string(text)])
        return event(
            delta: writer.bytes,
            logprobs: Self.logprobs(own),
            filters: AzureFilters.completion(nil)
        )
    }

    /// Finish reason, usage when asked for, end of stream.
    func closing() -> [UInt8] {
        let isFiltered = reply.answer.filtered != nil
        var bytes = event(
            delta: Array("{}".utf8),
            finish: reply.answer.finish,
            filters: isFiltered ? filters : [:]
        )
        if reply.request.includesUsage {
            bytes += head
            bytes += #","choices":[],"usage":"#.utf8
            bytes += reply.usage.chat.jsonBytes
            bytes += "}\n\n".utf8
        }
        bytes += "data: [DONE]\n\n".utf8
        return bytes
    }

    private static func logprobs(
        _ tokens: ArraySlice<(start: Int, token: JSONValue)>
    ) -> JSONValue {
        tokens.isEmpty ? nil : ["content": .array(tokens.map(\.token)), "refusal": nil]
    }

    private static func id(_ reply: Reply) -> String { "chatcmpl-sim-" + reply.id }

    private static func labels(_ reply: Reply) -> [(String, JSONValue)] {
        var labels: [(String, JSONValue)] = [("system_fingerprint", .string(reply.fingerprint))]
        if reply.body["service_tier"]?.string != nil {
            labels.append(("service_tier", .string(reply.serviceTier)))
        }
        return labels
    }

    private var filters: JSONValue { AzureFilters.completion(reply.answer.filtered) }

    /// What was filtered is not sent; Azure then leaves the content out, OpenAI makes it null.
    private var message: JSONValue {
        var members: [(String, JSONValue)] = [("role", "assistant")]
        let answer = reply.answer
        let isThere = answer.filtered == nil
        if isThere || !isAzure {
            let isText = isThere && !answer.isRefusal
            members.append(("content", isText ? .string(answer.text) : .null))
        }
        members.append(("refusal", isThere && answer.isRefusal ? .string(answer.text) : .null))
        return .object(JSONObject(members))
    }

    private func event(
        delta: [UInt8],
        logprobs: JSONValue = nil,
        finish: Answer.Finish? = nil,
        filters: JSONValue
    ) -> [UInt8] {
        var bytes = head
        bytes.reserveCapacity(bytes.count + delta.count + 96)
        bytes += #","choices":[{"index":0,"delta":"#.utf8
        bytes += delta
        bytes += #","logprobs":"#.utf8
        bytes += logprobs.jsonBytes
        bytes += #","finish_reason":"#.utf8
        bytes += (finish.map { "\"\($0.rawValue)\"" } ?? "null").utf8
        if isAzure {
            bytes += #","content_filter_results":"#.utf8
            bytes += filters.jsonBytes
        }
        bytes += (reply.request.includesUsage ? #"}],"usage":null}"# : "}]}").utf8
        bytes += "\n\n".utf8
        return bytes
    }
}

extension ReportedUsage {
    /// As chat completions name the counts; tokens written to the cache are among the prompt's and told where there are any.
    ///
    /// Source: openai-python's `types/completion_usage.py`.
    var chat: JSONValue {
        var details: [(String, JSONValue)] = [
            ("cached_tokens", .number(cached)), ("audio_tokens", 0),
        ]
        if written > 0 { details.append(("cache_write_tokens", .number(written))) }
        return [
            "prompt_tokens": .number(prompt), "completion_tokens": .number(completion),
            "total_tokens": .number(prompt + completion),
            "prompt_tokens_details": .object(JSONObject(details)),
            "completion_tokens_details": [
                "reasoning_tokens": .number(reasoning), "audio_tokens": 0,
            ],
        ]
    }
}
