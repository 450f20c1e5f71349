internal import TallyCore

/// The names OpenTelemetry gives to what generative models do; the one place where they stand.
///
/// Source: opentelemetry.io/docs/specs/semconv/gen-ai, version 1.41. A newer set is being drafted there.
enum GenAIConventions {
    static let schema = "https://opentelemetry.io/schemas/1.41.1"

    static let operation = "gen_ai.operation.name"
    static let provider = "gen_ai.provider.name"
    static let requestModel = "gen_ai.request.model"
    static let responseModel = "gen_ai.response.model"
    static let tool = "gen_ai.tool.name"
    static let tokenType = "gen_ai.token.type"
    /// Cached tokens included.
    static let inputTokens = "gen_ai.usage.input_tokens"
    static let cacheReadTokens = "gen_ai.usage.cache_read.input_tokens"
    static let cacheWriteTokens = "gen_ai.usage.cache_creation.input_tokens"
    static let outputTokens = "gen_ai.usage.output_tokens"
    static let timeToFirstChunk = "gen_ai.response.time_to_first_chunk"
    static let evaluation = "gen_ai.evaluation.result"
    static let evaluationName = "gen_ai.evaluation.name"
    static let scoreValue = "gen_ai.evaluation.score.value"
    static let scoreLabel = "gen_ai.evaluation.score.label"
    static let error = "error.type"
    static let httpMethod = "http.request.method"
    static let httpStatus = "http.response.status_code"
    static let resend = "http.request.resend_count"

    static let chat = "chat"
    static let executeTool = "execute_tool"

    static let tokenMetric = "gen_ai.client.token.usage"
    static let durationMetric = "gen_ai.client.operation.duration"
    static let firstChunkMetric = "gen_ai.client.operation.time_to_first_chunk"

    /// Powers of four.
    static let tokenBounds: [Double] = (0..<14).map { Double(1 << (2 * $0)) }
    /// 0.01 s, doubled 13 times.
    static let durationBounds: [Double] = (0..<14).map { Double(1 << $0) / 100 }
    /// Of the time to the first chunk.
    static let firstChunkBounds: [Double] = [
        0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
    ]

    /// The name of who answers; what the conventions do not name keeps its own.
    static func provider(_ provider: Profile.Provider) -> String {
        switch provider {
        case .openai: "openai"
        case .azure: "azure.ai.openai"
        case .anthropic: "anthropic"
        case .simulated: "tally.simulator"
        case .rules: "tally.rules"
        case .replay: "tally.replay"
        }
    }
}
