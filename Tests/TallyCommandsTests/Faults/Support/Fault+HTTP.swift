import TestServer

extension Fault {
    /// The right answer to the receipt in a request, in the form that was asked for.
    static func answer(to request: FaultServer.Request) -> Fault {
        let shop = request.subject.split(separator: "/").last.map(String.init) ?? ""
        return chat("answer", Receipts.answer(for: shop), isStreamed: isStreamed(request))
    }

    static func isStreamed(_ request: FaultServer.Request) -> Bool {
        request.text.contains(#""stream":true"#)
    }

    /// A sound response that holds an answer.
    static func chat(
        _ name: String,
        _ text: String,
        finish: String = "stop",
        isStreamed: Bool
    ) -> Fault {
        isStreamed
            ? stream(name, Chat.events(text, finish: finish).joined())
            : response(name, body: Chat.whole(text, finish: finish))
    }

    /// A sound response with its length; `fields` are further lines of the head.
    static func response(
        _ name: String,
        _ status: String = "200 OK",
        _ fields: String...,
        body: String
    ) -> Fault {
        response(name, status, fields, bytes: Array(body.utf8))
    }

    static func response(
        _ name: String,
        _ status: String = "200 OK",
        _ fields: [String] = [],
        bytes: [UInt8]
    ) -> Fault {
        let length = ["content-length: \(bytes.count)"]
        return Fault(name, [.send(head(status, fields + length)), .sendBytes(bytes)])
    }

    /// A response in chunks that ends soundly, whatever the events say.
    static func stream(_ name: String, _ events: String) -> Fault {
        Fault(name, [.send(streamHead), .sendBytes(chunk(events)), .send(lastChunk)])
    }

    // MARK: Parts

    static let streamHead = head("200 OK", ["transfer-encoding: chunked"], "text/event-stream")
    static let lastChunk = "0\r\n\r\n"

    static func chunk(_ text: String) -> [UInt8] { chunk(Array(text.utf8)) }

    static func chunk(_ bytes: [UInt8]) -> [UInt8] {
        Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + Array("\r\n".utf8)
    }

    static func head(
        _ status: String,
        _ fields: [String],
        _ type: String = "application/json"
    ) -> String {
        let lines = ["HTTP/1.1 \(status)", "content-type: \(type)"] + fields
        return lines.map { $0 + "\r\n" }.joined() + "\r\n"
    }
}
