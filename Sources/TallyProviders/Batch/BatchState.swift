package import TallyCore

/// How far a batch is, as the provider tells (platform.openai.com/docs/api-reference/batch/object).
package struct BatchState: Hashable {
    package let id: String
    package let inputFile: String?
    package let status: String
    package let outputFile: String?
    package let errorFile: String?
    package let completed: Int
    /// What was wrong with the batch as a whole.
    package let error: Fault?

    package struct Fault: Hashable {
        package let code: String
        package let message: String
    }

    /// `nil` for what is no batch.
    package init?(_ json: JSONValue) {
        guard let id = json["id"]?.string, let status = json["status"]?.string else { return nil }
        self.id = id
        self.status = status
        inputFile = json["input_file_id"]?.string
        outputFile = Self.file(json["output_file_id"])
        errorFile = Self.file(json["error_file_id"])
        completed = json["request_counts"]?["completed"]?.integer ?? 0
        error = (json["errors"]?["data"]?.array?.first).map { first in
            Fault(
                code: first["code"]?.string ?? "",
                message: first["message"]?.string ?? first.jsonText
            )
        }
    }

    /// Azure has an empty name where there is no file.
    private static func file(_ json: JSONValue?) -> String? {
        json?.string.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Nothing more comes of it.
    package var hasEnded: Bool { ["completed", "expired", "cancelled", "failed"].contains(status) }

    /// It was refused whole: nothing of it was asked, and nothing is billed.
    package var isRefused: Bool { status == "failed" && outputFile == nil && errorFile == nil }

    /// What becomes of the requests of a batch that was refused.
    package var refusal: ProviderError {
        let message = "the batch was refused: " + (error?.message ?? "no reason given")
        // The tokens of all batches that wait are bounded; there is room once others have ended.
        return error?.code == "token_limit_exceeded"
            ? ProviderError(.rateLimited, message, retryAfter: .seconds(60))
            : ProviderError(.badRequest, message, shouldRetry: false)
    }

    /// What became of a request that an ended batch has no answer to.
    package var omission: ProviderError {
        switch status {
        case "expired":
            ProviderError(.serverError, "the batch expired before its turn", shouldRetry: true)
        case "cancelled":
            ProviderError(.serverError, "the batch was cancelled", shouldRetry: false)
        default:
            ProviderError(.serverError, "the batch has no answer to it", shouldRetry: true)
        }
    }
}
