import HTTPTypes
import Hummingbird
import NIOCore
import TallyCore

/// What a `ModelServer` sends back.
struct Reply: Sendable {
    var status = 200
    var headers: [(name: String, value: String)] = [("content-type", "application/json")]
    var body: String

    /// A right answer to the receipt that the call shows.
    static func answer(to call: ModelServer.Call) -> Reply {
        completion(Receipts.answer(for: call.shop))
    }

    /// An answer in one piece; `model` and `finish` are what the server says of itself.
    static func completion(
        _ text: String,
        model: String = "test-model",
        finish: String = "stop"
    ) -> Reply {
        let body: JSONValue = [
            "id": "chatcmpl-1", "object": "chat.completion", "model": .string(model),
            "choices": [
                [
                    "index": 0, "message": ["role": "assistant", "content": .string(text)],
                    "finish_reason": .string(finish),
                ]
            ],
            "usage": ["prompt_tokens": 20, "completion_tokens": 10, "total_tokens": 30],
        ]
        return Reply(body: body.jsonText)
    }

    /// An answer as server-sent events, a chunk for each piece.
    static func stream(_ pieces: [String]) -> Reply {
        var events = pieces.map { piece in
            event(["index": 0, "delta": ["content": .string(piece)], "finish_reason": .null])
        }
        events.append(event(["index": 0, "delta": [:], "finish_reason": "stop"]))
        return Reply(
            headers: [("content-type", "text/event-stream")],
            body: events.joined() + "data: [DONE]\n\n"
        )
    }

    /// An error in OpenAI's shape.
    static func refusal(_ status: Int, code: String, _ message: String) -> Reply {
        let body: JSONValue = [
            "error": ["message": .string(message), "type": .string(code), "code": .string(code)]
        ]
        return Reply(status: status, body: body.jsonText)
    }

    /// The same reply with one more header field.
    func with(_ name: String, _ value: String) -> Reply {
        var reply = self
        reply.headers.append((name, value))
        return reply
    }

    private static func event(_ choice: JSONValue) -> String {
        let chunk: JSONValue = [
            "id": "chatcmpl-1", "object": "chat.completion.chunk", "model": "test-model",
            "choices": [choice],
        ]
        return "data: \(chunk.jsonText)\n\n"
    }

    var response: Response {
        var fields = HTTPFields()
        for header in headers {
            if let name = HTTPField.Name(header.name) { fields[name] = header.value }
        }
        return Response(
            status: .init(code: status),
            headers: fields,
            body: ResponseBody(byteBuffer: ByteBuffer(string: body))
        )
    }
}
