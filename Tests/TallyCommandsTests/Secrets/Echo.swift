import Foundation
import Testing

/// A server's way to show the key it was sent.
struct Echo: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var isStreamed = false
    let reply: @Sendable (ModelServer.Call) -> Reply

    private static let key = Canary.key

    static let all = errors + answers + headers

    private static let errors = [
        Echo(testDescription: "in the message of a 401") { call in
            .refusal(401, code: "invalid_api_key", "Incorrect API key: \(call.authorization)")
        },
        Echo(testDescription: "encoded in the message of a 401") { call in
            let base64 = Data(call.authorization.utf8).base64EncodedString()
            let others = Canary.encodings.joined(separator: " ")
            return .refusal(401, code: "invalid_api_key", "header \(base64), key \(others)")
        },
        Echo(testDescription: "in a 403 that is no JSON") { call in
            Reply(status: 403, body: "<h1>Forbidden</h1><pre>\(call.authorization)</pre>")
        },
        Echo(testDescription: "where the excerpt of a 403 is cut") { _ in
            Reply(status: 403, body: String(repeating: "x", count: 190) + key)
        },
        Echo(testDescription: "with escaped slashes in a 500") { call in
            let key = call.authorization.replacing("/", with: "\\/")
            return Reply(status: 500, body: #"{"error":{"message":"at \#(key)"}}"#)
                .with("x-should-retry", "false")
        },
        Echo(testDescription: "in a 200 that is an error") { call in
            // A code that is not tried again, to be quick.
            let message = "for \(call.authorization)"
            return Reply(
                body: #"{"error":{"code":"content_filter","message":"\#(message)"}}"#
            )
        },
    ]

    private static let answers = [
        Echo(testDescription: "in the answer") { _ in
            .completion(#"{"merchant":"\#(key)","date":"2026-03-14","total":1.5}"#)
        },
        Echo(testDescription: "in an answer that is no JSON") { _ in .completion("key: \(key)") },
        Echo(testDescription: "in a streamed answer", isStreamed: true) { _ in
            .stream([#"{"merchant":""#, key, #"","total":1.5}"#])
        },
        Echo(testDescription: "in pieces in a streamed answer", isStreamed: true) { _ in
            .stream([#"{"merchant":"\#(key.prefix(9))"#, #"\#(key.dropFirst(9))","total":1.5}"#])
        },
        Echo(testDescription: "with escaped characters in the answer") { _ in
            let escaped = key.replacing("+", with: "\\u002B")
            return Reply(body: Reply.completion(key).body.replacing(key, with: escaped))
        },
        Echo(testDescription: "as the model's name") { _ in .completion("{}", model: key) },
        Echo(testDescription: "as the finish reason") { _ in .completion("{}", finish: key) },
    ]

    private static let headers = [
        Echo(testDescription: "as the request's id") { call in
            .answer(to: call).with("x-request-id", "req-\(key)")
        },
        Echo(testDescription: "as a hint when to come back") { call in
            .refusal(401, code: "invalid_api_key", "no").with("retry-after", key)
        },
        Echo(testDescription: "as the content type") { call in
            var reply = Reply.answer(to: call)
            reply.headers = [("content-type", "application/json; \(key)")]
            return reply
        },
    ]
}
