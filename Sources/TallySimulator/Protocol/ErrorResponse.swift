internal import Hummingbird
internal import TallyCore

/// A response that says why there is no answer, as one provider words it.
struct ErrorResponse {
    var status: HTTPResponse.Status
    var body: JSONValue
    var headers: HTTPFields = [:]

    init(_ status: HTTPResponse.Status, _ body: JSONValue) {
        self.status = status
        self.body = body
    }

    var response: Response {
        var response = Response(json: body, status: status)
        response.headers.append(contentsOf: headers)
        return response
    }
}
