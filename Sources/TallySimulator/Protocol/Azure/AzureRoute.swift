/// One of the ways Azure is addressed, with what its address says.
///
/// Source: https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle.
struct AzureRoute: Hashable, Sendable {
    /// The deployment the path names; `nil` when the body's `model` does.
    let deployment: String?
    private let version: AzureVersion?

    /// `/openai/v1`: no version is needed, and none with a day is taken.
    static func current(version: Substring?) throws(Refusal) -> AzureRoute {
        switch version {
        case nil, "preview", "latest", "v1": return AzureRoute(deployment: nil, version: nil)
        default:
            throw .wrongVersion("api-version query parameter is not allowed when using /v1 path")
        }
    }

    /// `/openai/deployments/{deployment}`, which needs a version.
    static func deployment(
        _ name: String,
        version: Substring?
    ) throws(Refusal) -> AzureRoute {
        AzureRoute(deployment: name, version: try dated(version))
    }

    /// `/models`, of Azure AI Model Inference, which needs a version.
    static func models(version: Substring?) throws(Refusal) -> AzureRoute {
        _ = try dated(version)
        return AzureRoute(deployment: nil, version: nil)
    }

    /// The member of the body that this version of the API does not know, if any.
    func unknownMember(among names: [String]) -> String? {
        guard let version, !version.knowsStreamOptions else { return nil }
        return names.first { $0 == "stream_options" }
    }

    private static func dated(_ version: Substring?) throws(Refusal) -> AzureVersion {
        guard let version else { throw .missingVersion }
        guard let dated = AzureVersion(version) else {
            throw .wrongVersion("API version not supported")
        }
        return dated
    }
}
