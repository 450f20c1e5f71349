package import TallyCore

/// Where the requests of a profile go.
package enum RequestAddress {
    /// The URL for a base URL as people have it: with or without the parts that every request shares.
    package static func url(for profile: Profile, endpoint: String) -> String {
        let base = endpoint.hasSuffix("/") ? String(endpoint.dropLast()) : endpoint
        let resource = profile.api == .responses ? "/responses" : "/chat/completions"
        switch profile.provider {
        case .anthropic: return trimmed(base, of: ["/v1"]) + "/v1/messages"
        case .azure:
            let route = profile.azure ?? AzureRoute(.v1)
            return azure(trimmed(base, of: ["/openai/v1", "/openai", "/models"]), route, profile)
        case .openai, .simulated, .rules, .replay: return base + resource
        }
    }

    /// The URL of the list of models, which endpoints give without charge.
    package static func modelsURL(for profile: Profile, endpoint: String) -> String {
        let base = endpoint.hasSuffix("/") ? String(endpoint.dropLast()) : endpoint
        switch profile.provider {
        case .anthropic: return trimmed(base, of: ["/v1"]) + "/v1/models"
        case .azure:
            let host = trimmed(base, of: ["/openai/v1", "/openai", "/models"])
            let route = profile.azure ?? AzureRoute(.v1)
            let path =
                switch route.form {
                case .v1: "/openai/v1/models"
                case .deployments: "/openai/models"
                case .models: "/info"
                }
            return host + path + (route.version.map { "?api-version=\(escaped($0))" } ?? "")
        case .openai, .simulated, .rules, .replay: return base + "/models"
        }
    }

    /// What the addresses of batches and of their files begin with.
    static func batchBase(for profile: Profile, endpoint: String) -> String {
        let base = endpoint.hasSuffix("/") ? String(endpoint.dropLast()) : endpoint
        guard profile.provider == .azure else { return base }
        let host = trimmed(base, of: ["/openai/v1", "/openai", "/models"])
        return host + (profile.azure?.form == .deployments ? "/openai" : "/openai/v1")
    }

    private static func azure(_ base: String, _ route: AzureRoute, _ profile: Profile) -> String {
        let isResponses = profile.api == .responses
        let path =
            switch route.form {
            case .v1: isResponses ? "/openai/v1/responses" : "/openai/v1/chat/completions"
            case .models: "/models/chat/completions"
            case .deployments where isResponses: "/openai/responses"
            case .deployments: "/openai/deployments/\(escaped(profile.model))/chat/completions"
            }
        return base + path + (route.version.map { "?api-version=\(escaped($0))" } ?? "")
    }

    private static func trimmed(_ base: String, of suffixes: [String]) -> String {
        let suffix = suffixes.first { base.hasSuffix($0) } ?? ""
        return String(base.dropLast(suffix.count))
    }

    /// RFC 3986: all but unreserved characters.
    static func escaped(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        let bytes = text.utf8.flatMap { byte -> [UInt8] in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: [byte]
            default: [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
