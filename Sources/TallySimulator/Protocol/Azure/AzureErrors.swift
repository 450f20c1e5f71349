internal import Hummingbird
internal import TallyCore

/// Errors as Azure words them: those of its gateway have a code and a message, those of the model OpenAI's shape.
///
/// Sources, each with a recorded response: the 401 in https://github.com/openai/openai-python/issues/3282;
/// `DeploymentNotFound` in https://github.com/chatboxai/chatbox/issues/646; the 404 without a version in
/// https://github.com/MicrosoftDocs/azure-docs/issues/114602; the unsupported version in
/// https://github.com/hotovo/aider-desk/issues/460; the 429 in https://github.com/jasonacox/TinyLLM/issues/17; its
/// `policy-id` in https://github.com/openai/openai-python/issues/937; the filtered prompt in
/// https://github.com/vibrantlabsai/ragas/issues/649.
enum AzureErrors {
    static func response(to refusal: Refusal) -> ErrorResponse {
        switch refusal {
        case .wrongKey:
            gateway(
                .unauthorized,
                "401",
                "Access denied due to invalid subscription key or wrong API endpoint. Make sure to "
                    + "provide a valid key for an active subscription and use a correct regional "
                    + "API endpoint for your resource."
            )
        case .unknownModel:
            gateway(
                .notFound,
                "DeploymentNotFound",
                "The API deployment for this resource does not exist. If you created the deployment "
                    + "within the last 5 minutes, please wait a moment and try again."
            )
        case .missingVersion, .unknownURL: gateway(.notFound, "404", "Resource not found")
        case .wrongVersion(let message): gateway(.badRequest, "BadRequest", message)
        case .throttled(let throttle): throttled(throttle)
        case .filtered(let verdict): filtered(verdict)
        case .serverError(isOverloaded: true):
            gateway(
                .serviceUnavailable,
                "ServiceUnavailable",
                "The service is temporarily unable to process your request (simulated)."
            )
        // What the model refuses, Azure passes on.
        default: OpenAIErrors.response(to: refusal)
        }
    }

    private static func gateway(
        _ status: HTTPResponse.Status,
        _ code: String,
        _ message: String
    ) -> ErrorResponse {
        ErrorResponse(status, ["error": ["code": .string(code), "message": .string(message)]])
    }

    /// A 429 may come while requests or tokens are left: Azure counts in windows of seconds, and a request by the
    /// tokens it might use.
    private static func throttled(_ throttle: Throttle) -> ErrorResponse {
        let limit = throttle.cause == .requests ? "call" : "token"
        var error = gateway(
            .tooManyRequests,
            "429",
            "Requests to the ChatCompletions_Create Operation have exceeded \(limit) rate limit of "
                + "your current OpenAI S0 pricing tier. Please retry after \(throttle.seconds) "
                + "seconds. Please go here: https://aka.ms/oai/quotaincrease if you would like to "
                + "further increase the default rate limit."
        )
        error.headers = [.retryAfter: String(throttle.seconds)]
        error.headers[HeaderNames.retryAfterMilliseconds] = String(throttle.milliseconds)
        error.headers[HeaderNames.policy] =
            throttle.cause == .requests ? "DeploymentRatelimit-Call" : "DeploymentRatelimit-Token"
        // A drawn refusal stands for one of the whole region, which leaves the deployment's own limits as they are.
        let drawn = RateStanding(requests: .init(perMinute: 500, left: 7), tokens: nil)
        AzureHeaders.tell(throttle.standing ?? drawn, in: &error.headers)
        return error
    }

    private static func filtered(_ verdict: FilterVerdict) -> ErrorResponse {
        let message =
            "The response was filtered due to the prompt triggering Azure OpenAI's content "
            + "management policy. Please modify your prompt and retry. To learn more about our "
            + "content filtering policies please read our documentation: "
            + "https://go.microsoft.com/fwlink/?linkid=2198766"
        return ErrorResponse(
            .badRequest,
            [
                "error": [
                    "message": .string(message), "type": nil, "param": "prompt",
                    "code": "content_filter", "status": 400,
                    "innererror": [
                        "code": "ResponsibleAIPolicyViolation",
                        "content_filter_result": AzureFilters.prompt(verdict),
                    ],
                ]
            ]
        )
    }
}
