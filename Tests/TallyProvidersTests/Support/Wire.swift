import TallyCore
import TallyHTTP
import TallyProviders

/// Responses as they come off the wire, and how they are read.
enum Wire {
    static let prompt = Prompt(system: "You read.", user: "RECEIPT 12 bytes")
    /// 2026-11-24T03:12:00Z.
    static let now = 1_795_489_920.0

    static func read(_ response: WireResponse) -> Exchange {
        read(response, by: chat)
    }

    static let chat = ChatDialect(
        profile: Profile(name: "p", provider: .openai, model: "m"),
        schema: [:]
    )

    static func read(_ response: WireResponse, by dialect: any Dialect) -> Exchange {
        ExchangeReader(dialect: dialect, response: response, prompt: prompt, now: now).exchange
    }

    /// A response that arrived at once, 2 s after its head left at 100 ms.
    static func response(
        _ status: Int?,
        _ body: String,
        headers: [(name: String, value: String)] = [("content-type", "application/json")],
        failure: WireFailure? = nil
    ) -> WireResponse {
        var response = WireResponse()
        response.status = status
        response.headers = headers
        response.body = Array(body.utf8)
        response.sent = .milliseconds(100)
        response.firstByte = status == nil ? nil : .milliseconds(300)
        response.done = .milliseconds(2100)
        response.failure = failure
        return response
    }

    /// A stream whose events arrive one every 100 ms, the first at 1 s.
    static func stream(_ events: [String], failure: WireFailure? = nil) -> WireResponse {
        var response = response(
            200,
            "",
            headers: [("content-type", "text/event-stream; charset=utf-8")],
            failure: failure
        )
        for (index, event) in events.enumerated() {
            response.body += event.utf8
            response.marks.append(
                .init(offset: response.body.count, time: .milliseconds(1000 + 100 * index))
            )
        }
        return response
    }

    static func event(_ data: String) -> String { "data: \(data)\n\n" }

    /// A chunk with a delta and, at the end, a finish reason.
    static func chunk(_ delta: String, finish: String? = nil) -> String {
        let reason = finish.map { "\"\($0)\"" } ?? "null"
        return event(
            "{\"id\":\"c-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m-1\","
                + "\"choices\":[{\"index\":0,\"delta\":\(delta),\"finish_reason\":\(reason)}]}"
        )
    }

    static func content(_ text: String) -> String { chunk("{\"content\":\"\(text)\"}") }

    static let role = chunk("{\"role\":\"assistant\",\"content\":\"\"}")
    static let stop = chunk("{}", finish: "stop")
    static let usage = event(
        "{\"id\":\"c-1\",\"model\":\"m-1\",\"choices\":[],\"usage\":{\"prompt_tokens\":100,"
            + "\"completion_tokens\":20,\"total_tokens\":120,"
            + "\"prompt_tokens_details\":{\"cached_tokens\":64}}}"
    )
    static let done = event("[DONE]")

    /// A body that was not streamed.
    static func completion(
        _ text: String,
        finish: String = "stop",
        usage: String = "{\"prompt_tokens\":100,\"completion_tokens\":20}"
    ) -> String {
        let content = JSONValue.string(text).jsonText
        return
            "{\"id\":\"c-1\",\"object\":\"chat.completion\",\"model\":\"m-1\",\"choices\":[{\"index\":0,"
            + "\"message\":{\"role\":\"assistant\",\"content\":\(content)},"
            + "\"finish_reason\":\"\(finish)\"}],\"usage\":\(usage)}"
    }

    static func error(_ code: String, type: String = "t", message: String = "why") -> String {
        "{\"error\":{\"message\":\"\(message)\",\"type\":\"\(type)\",\"code\":\(code)}}"
    }
}

extension Exchange {
    var completion: Completion? { try? result.get() }

    var error: ProviderError? {
        if case .failure(let error) = result { error } else { nil }
    }
}
