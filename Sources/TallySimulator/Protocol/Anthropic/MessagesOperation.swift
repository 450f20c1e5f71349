internal import Hummingbird
internal import TallyCore

/// Anthropic's Messages API.
///
/// Source: https://platform.claude.com/docs/en/api/messages; anthropic-sdk-python's `types/message_create_params.py`.
struct MessagesOperation: Operation {
    var vendor: Vendor { .anthropic }
    var failsInStream: Bool { true }

    /// Prepares for one request, which must name a version.
    init(_ headers: HTTPFields) throws(Refusal) {
        guard headers[HeaderNames.anthropicVersion]?.isEmpty == false else { throw .missingVersion }
    }

    func writer(_ reply: Reply) -> any AnswerWriter { MessagesWriter(reply) }

    func read(_ body: JSONObject) throws(Refusal) -> ChatRequest {
        guard let model = body["model"]?.string else { throw .missing("model") }
        guard let maxTokens = try BodyMember.count(body, ["max_tokens"]) else {
            throw .missing("max_tokens")
        }
        let input = try MessagesInput(body)
        var request = ChatRequest(model: model, messages: input.messages, body: body)
        request.isStreamed = try BodyMember.flag(body["stream"], "stream")
        request.maxTokens = maxTokens
        request.format = try Self.format(body)
        request.caching = .marked(try CacheBoundary.boundaries(of: input))
        return request
    }

    /// The schema asked for, under its present name or the one it had before.
    ///
    /// Source: https://platform.claude.com/docs/en/build-with-claude/structured-outputs.
    private static func format(
        _ body: JSONObject
    ) throws(Refusal) -> ChatRequest.ResponseFormat {
        let places = [
            ("output_config.format", body["output_config"]?["format"]),
            ("output_format", body["output_format"]),
        ]
        for case (let path, let value?) in places where !value.isNull {
            guard value["type"] == "json_schema" else {
                throw .invalid("Input should be 'json_schema'", parameter: path + ".type")
            }
            guard let schema = value["schema"]?.object else { throw .missing(path + ".schema") }
            return .jsonSchema(schema["properties"]?.object?.keys)
        }
        return .text
    }
}
