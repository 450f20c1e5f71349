internal import Hummingbird
internal import TallyCore

/// Errors as OpenAI words them.
///
/// Source: https://platform.openai.com/docs/guides/error-codes, and openai-python's `_exceptions.py`, which reads
/// `message`, `type`, `param` and `code`.
enum OpenAIErrors {
    static func response(to refusal: Refusal) -> ErrorResponse {
        switch refusal {
        case .throttled(let throttle): throttled(throttle)
        case .serverError(let isOverloaded): serverError(isOverloaded: isOverloaded)
        case .internalError: serverError(.internalServerError, "while processing your request.")
        default: refused(refusal)
        }
    }

    /// The error object.
    static func body(
        _ message: String,
        type: String? = "invalid_request_error",
        code: String? = nil,
        parameter: String? = nil
    ) -> JSONValue {
        [
            "error": [
                "message": .string(message), "type": .optional(type),
                "param": .optional(parameter), "code": .optional(code),
            ]
        ]
    }

    /// The request's own fault.
    private static func refused(_ refusal: Refusal) -> ErrorResponse {
        switch refusal {
        case .unreadable(let reason):
            bad("We could not parse the JSON body of your request: \(reason).")
        case .missing(let path):
            bad(
                "Missing required parameter: '\(path)'.",
                code: "missing_required_parameter",
                parameter: path
            )
        case .invalid(let message, let parameter):
            bad(message, code: "invalid_value", parameter: parameter)
        case .unrecognized(let name): bad("Unrecognized request argument supplied: \(name)")
        case .moved(let name, let place):
            bad(
                "Unsupported parameter: '\(name)'. In the Responses API, this parameter has moved "
                    + "to '\(place)'.",
                code: "unsupported_parameter",
                parameter: name
            )
        case .filtered:
            bad(
                "Invalid prompt: your prompt was flagged as potentially violating our usage policy.",
                code: "invalid_prompt"
            )
        case .tooLarge(let cap):
            ErrorResponse(
                .contentTooLarge,
                body("The request body is larger than \(cap) bytes.")
            )
        default: notFoundOrDenied(refusal)
        }
    }

    private static func notFoundOrDenied(_ refusal: Refusal) -> ErrorResponse {
        switch refusal {
        case .wrongKey:
            ErrorResponse(
                .unauthorized,
                body("Incorrect API key provided.", code: "invalid_api_key")
            )
        case .unknownModel(let name):
            ErrorResponse(
                .notFound,
                body(
                    "The model `\(name)` does not exist or you do not have access to it.",
                    code: "model_not_found"
                )
            )
        case .unknownURL(let method, let path):
            ErrorResponse(
                .notFound,
                body("Invalid URL (\(method) \(path))", code: "unknown_url")
            )
        default: ErrorResponse(.notFound, body("Not found.", code: "unknown_url"))
        }
    }

    static func bad(
        _ message: String,
        code: String? = nil,
        parameter: String? = nil
    ) -> ErrorResponse {
        ErrorResponse(.badRequest, body(message, code: code, parameter: parameter))
    }
}

// MARK: The endpoint's fault

extension OpenAIErrors {
    /// A 429 with every hint that a client may read.
    private static func throttled(_ throttle: Throttle) -> ErrorResponse {
        let unit = throttle.cause.unit
        var error = ErrorResponse(
            .tooManyRequests,
            body(
                "Rate limit reached for \(throttle.model) on \(unit) per min (simulated).",
                type: unit,
                code: "rate_limit_exceeded"
            )
        )
        error.headers = [.retryAfter: String(throttle.seconds)]
        error.headers[HeaderNames.retryAfterMilliseconds] = String(throttle.milliseconds)
        if let standing = throttle.standing {
            OpenAIHeaders.tell(standing, in: &error.headers)
        } else {
            error.headers[HeaderNames.limitRequests] = "500"
            error.headers[HeaderNames.remainingRequests] = "0"
        }
        let reset = "\(throttle.milliseconds)ms"
        switch throttle.cause {
        case .requests: error.headers[HeaderNames.resetRequests] = reset
        case .tokens: error.headers[HeaderNames.resetTokens] = reset
        }
        return error
    }

    private static func serverError(isOverloaded: Bool) -> ErrorResponse {
        isOverloaded
            ? ErrorResponse(
                .serviceUnavailable,
                body(
                    "The engine is currently overloaded, please try again later (simulated).",
                    type: "server_error"
                )
            )
            : serverError(.internalServerError, "while processing your request (simulated).")
    }

    private static func serverError(
        _ status: HTTPResponse.Status,
        _ when: String
    ) -> ErrorResponse {
        ErrorResponse(status, body("The server had an error \(when)", type: "server_error"))
    }
}
