internal import Hummingbird
internal import NIOCore
internal import TallyCore

extension Response {
    init(json: JSONValue, status: HTTPResponse.Status = .ok) {
        self.init(jsonBytes: json.jsonBytes, status: status)
    }

    init(jsonBytes: [UInt8], status: HTTPResponse.Status = .ok) {
        self.init(
            status: status,
            headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: jsonBytes))
        )
    }
}
