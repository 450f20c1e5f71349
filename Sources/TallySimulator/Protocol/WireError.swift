internal import Hummingbird
internal import TallyCore

/// A request that is answered with an error, in the shape OpenAI's endpoint gives it.
struct WireError: Error, Hashable, Sendable {
    var status: HTTPResponse.Status
    var type: String
    var code: String?
    var parameter: String?
    var message: String
    var headers: HTTPFields = [:]

    init(
        _ status: HTTPResponse.Status,
        _ message: String,
        type: String = "invalid_request_error",
        code: String? = nil,
        parameter: String? = nil
    ) {
        self.status = status
        self.message = message
        self.type = type
        self.code = code
        self.parameter = parameter
    }

    /// The body of the response.
    var json: JSONValue {
        [
            "error": [
                "message": .string(message), "type": .string(type),
                "param": .optional(parameter), "code": .optional(code),
            ]
        ]
    }
}

extension WireError {
    static func unreadable(_ reason: String) -> WireError {
        WireError(.badRequest, "We could not parse the JSON body of your request: \(reason).")
    }

    static func missing(_ path: String) -> WireError {
        WireError(
            .badRequest,
            "Missing required parameter: '\(path)'.",
            code: "missing_required_parameter",
            parameter: path
        )
    }

    static func invalid(_ message: String, parameter: String) -> WireError {
        WireError(.badRequest, message, code: "invalid_value", parameter: parameter)
    }

    static func unknownModel(_ name: String) -> WireError {
        WireError(
            .notFound,
            "The model `\(name)` does not exist or you do not have access to it.",
            code: "model_not_found"
        )
    }

    /// Says nothing of the key that was sent.
    static let wrongKey = WireError(
        .unauthorized,
        "Incorrect API key provided.",
        code: "invalid_api_key"
    )

    static func unknownURL(_ request: Request) -> WireError {
        WireError(
            .notFound,
            "Invalid URL (\(request.method.rawValue) \(request.uri.path))",
            code: "unknown_url"
        )
    }

    static func tooLarge(_ cap: Int) -> WireError {
        WireError(.contentTooLarge, "The request body is larger than \(cap) bytes.")
    }

    static let internalError = WireError(
        .internalServerError,
        "The server had an error while processing your request.",
        type: "server_error"
    )
}
