internal import TallyCore

/// The interface that a batch's requests are for, and in which of its forms it is spoken.
struct BatchOperation: Sendable {
    enum Form: Sendable {
        case openAI, azure
        /// Of a dated version, which must be known.
        case dated(version: String?)
    }

    /// As the batch and each of its requests name it.
    let interface: String
    private let form: Form
    private let isResponses: Bool

    init(_ interface: String, form: Form) throws(Refusal) {
        switch interface {
        case "/v1/chat/completions", "/chat/completions": isResponses = false
        case "/v1/responses", "/responses": isResponses = true
        default: throw .invalid("unknown endpoint", parameter: "endpoint")
        }
        self.interface = interface
        self.form = form
        _ = try route(to: "")
    }

    /// How the model of one request is asked.
    func operation(for body: JSONObject) throws(Refusal) -> any Operation {
        let azure = try route(to: body["model"]?.string ?? "")
        return isResponses ? ResponsesOperation(azure: azure) : ChatCompletions(azure: azure)
    }

    private func route(to deployment: String) throws(Refusal) -> AzureRoute? {
        switch form {
        case .openAI: nil
        case .azure: try .current(version: nil)
        case .dated(let version): try .deployment(deployment, version: version.map { $0[...] })
        }
    }
}
