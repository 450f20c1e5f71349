import TallyCore
import TallyProviders
import Testing

struct BatchStateTests {
    /// As OpenAI's reference shows a batch.
    private func state(_ members: [(String, JSONValue)]) throws -> BatchState {
        let fixed: [(String, JSONValue)] = [
            ("id", "batch_1"), ("object", "batch"), ("input_file_id", "file-1"),
        ]
        return try #require(BatchState(.object(JSONObject(fixed + members))))
    }

    @Test(arguments: [
        ("validating", false), ("in_progress", false), ("finalizing", false), ("cancelling", false),
        ("completed", true), ("expired", true), ("cancelled", true), ("failed", true),
    ])
    func `only an end is an end`(status: String, hasEnded: Bool) throws {
        #expect(try state([("status", .string(status))]).hasEnded == hasEnded)
    }

    @Test func `a batch that expired still has files to be collected`() throws {
        let batch = try state([
            ("status", "expired"), ("output_file_id", "file-2"), ("error_file_id", "file-3"),
            ("request_counts", ["total": 5, "completed": 3, "failed": 2]),
        ])
        #expect(batch.outputFile == "file-2" && batch.errorFile == "file-3")
        #expect(batch.completed == 3 && !batch.isRefused)
        #expect(batch.omission.shouldRetry == true)
    }

    @Test func `Azure's empty name of a file is none`() throws {
        let batch = try state([("status", "completed"), ("error_file_id", "")])
        #expect(batch.errorFile == nil && batch.outputFile == nil && !batch.isRefused)
    }

    @Test func `a refused batch tells why, and is for good`() throws {
        let batch = try state([
            ("status", "failed"),
            (
                "errors",
                ["data": [["code": "duplicate_custom_id", "message": "twice", "line": 2]]]
            ),
        ])
        #expect(batch.isRefused)
        #expect(batch.refusal.type == .badRequest && !batch.refusal.isTransient)
        #expect(batch.refusal.message == "the batch was refused: twice")
    }

    @Test func `a batch that finds no room among waiting tokens is tried again`() throws {
        let batch = try state([
            ("status", "failed"),
            ("errors", ["data": [["code": "token_limit_exceeded", "message": "full"]]]),
        ])
        #expect(batch.refusal.type == .rateLimited && batch.refusal.isTransient)
        #expect(batch.refusal.retryAfter == .seconds(60))
    }

    @Test func `what a cancelled batch left out is not tried again`() throws {
        #expect(try !state([("status", "cancelled")]).omission.isTransient)
    }

    @Test(arguments: [[:], ["id": "b"], ["status": "completed"], "text"] as [JSONValue])
    func `what is no batch is not taken for one`(json: JSONValue) {
        #expect(BatchState(json) == nil)
    }
}
