package import TallyCore

/// Where a profile's batches and their files are, and which interface each request of a batch is for.
package struct BatchAddress {
    private let base: String
    private let query: String
    /// The interface, as batches and their requests name it.
    package let interface: String

    /// - Parameters:
    ///   - profile: Whose provider and route decide; the route `models` has no batches.
    ///   - endpoint: The base URL, as the profile has it.
    package init(_ profile: Profile, endpoint: String) {
        let chat = profile.api == .responses ? "/responses" : "/chat/completions"
        let route = profile.provider == .azure ? profile.azure ?? AzureRoute(.v1) : nil
        base = RequestAddress.batchBase(for: profile, endpoint: endpoint)
        query = route?.version.map { "?api-version=\(RequestAddress.escaped($0))" } ?? ""
        // Azure's dated versions name the interface without a version of its own.
        interface = route?.form == .deployments ? chat : "/v1" + chat
    }

    package var files: String { base + "/files" + query }
    package var batches: String { base + "/batches" + query }

    package func batch(_ id: String) -> String {
        base + "/batches/" + RequestAddress.escaped(id) + query
    }

    package func content(of file: String) -> String {
        base + "/files/" + RequestAddress.escaped(file) + "/content" + query
    }

    /// A page of the batches, the newest first.
    package func page(after last: String?) -> String {
        let start = batches + (query.isEmpty ? "?" : "&") + "limit=100"
        return start + (last.map { "&after=" + RequestAddress.escaped($0) } ?? "")
    }
}
