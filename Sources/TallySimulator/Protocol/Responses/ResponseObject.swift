internal import TallyCore

/// The object that stands for one response, at whatever state it is in.
///
/// Source: openai-python's `types/responses/response.py`; the members and their order from a response recorded there.
struct ResponseObject {
    enum Status: Hashable {
        case inProgress, completed
        /// Why it is incomplete.
        case incomplete(String)
        case failed(message: String)

        var name: String {
            switch self {
            case .inProgress: "in_progress"
            case .completed: "completed"
            case .incomplete: "incomplete"
            case .failed: "failed"
            }
        }
    }

    let reply: Reply
    let vendor: Vendor

    func json(_ status: Status, output: [JSONValue]) -> JSONValue {
        let body = reply.body
        let isOver = status != .inProgress
        var members: [(String, JSONValue)] = [
            ("id", .string("resp_sim_" + reply.id)), ("object", "response"),
            ("created_at", .number(Simulator.created)), ("status", .string(status.name)),
            ("background", false),
        ]
        if vendor == .azure, isOver { members.append(("content_filters", filters)) }
        members += [
            ("error", error(status)), ("incomplete_details", details(status)),
            ("instructions", body["instructions"] ?? .null),
            ("max_output_tokens", body["max_output_tokens"] ?? .null), ("max_tool_calls", nil),
            ("model", .string(reply.model)), ("output", .array(output)),
            ("parallel_tool_calls", true), ("previous_response_id", nil),
            ("prompt_cache_key", body["prompt_cache_key"] ?? .null), ("reasoning", reasoning),
            ("safety_identifier", body["safety_identifier"] ?? .null),
            ("service_tier", isOver ? .string(reply.serviceTier) : requestedTier),
            ("store", body["store"] ?? true),
            ("temperature", body["temperature"] ?? .number("1.0")), ("text", text),
            ("tool_choice", "auto"), ("tools", []), ("top_logprobs", 0),
            ("top_p", body["top_p"] ?? .number("1.0")), ("truncation", "disabled"),
            ("usage", isOver ? usage(status) : .null), ("user", body["user"] ?? .null),
            ("metadata", body["metadata"] ?? [:]),
        ]
        return .object(JSONObject(members))
    }

    private var requestedTier: JSONValue { body("service_tier") ?? "auto" }

    private func body(_ name: String) -> JSONValue? {
        reply.body[name].flatMap { $0.isNull ? nil : $0 }
    }

    private var reasoning: JSONValue {
        let asked = reply.body["reasoning"]
        return ["effort": asked?["effort"] ?? .null, "summary": asked?["summary"] ?? .null]
    }

    private var text: JSONValue {
        let asked = reply.body["text"]
        return [
            "format": asked?["format"] ?? ["type": "text"],
            "verbosity": asked?["verbosity"] ?? "medium",
        ]
    }

    private func error(_ status: Status) -> JSONValue {
        guard case .failed(let message) = status else { return .null }
        return ["code": "server_error", "message": .string(message)]
    }

    private func details(_ status: Status) -> JSONValue {
        guard case .incomplete(let reason) = status else { return .null }
        return ["reason": .string(reason)]
    }

    private func usage(_ status: Status) -> JSONValue {
        if case .failed = status { return .null }
        return reply.usage.responses
    }

    /// What Azure's filter says of the prompt and of the answer.
    private var filters: JSONValue {
        func entry(_ source: JSONValue, _ results: JSONValue, blocked: Bool, end: Int) -> JSONValue
        {
            [
                "blocked": .bool(blocked), "source_type": source, "content_filter_raw": [],
                "content_filter_results": results,
                "content_filter_offsets": [
                    "start_offset": 0, "end_offset": .number(end), "check_offset": 0,
                ],
            ]
        }
        let verdict = reply.answer.filtered
        return [
            entry(
                "prompt",
                AzureFilters.prompt(nil),
                blocked: false,
                end: reply.request.lastUserText.count
            ),
            entry(
                "completion",
                AzureFilters.completion(verdict),
                blocked: verdict != nil,
                end: reply.answer.text.count
            ),
        ]
    }
}

extension ReportedUsage {
    /// As the Responses API names the counts; those of the cache are among the input's.
    ///
    /// Source: openai-python's `types/responses/response_usage.py`.
    var responses: JSONValue {
        [
            "input_tokens": .number(prompt),
            "input_tokens_details": [
                "cached_tokens": .number(cached), "cache_write_tokens": .number(written),
            ],
            "output_tokens": .number(completion),
            "output_tokens_details": ["reasoning_tokens": .number(reasoning)],
            "total_tokens": .number(prompt + completion),
        ]
    }
}
