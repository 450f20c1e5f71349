import TallyCore
import TallyProviders
import Testing

struct RequestAddressTests {
    private func url(
        _ provider: Profile.Provider,
        _ endpoint: String,
        _ change: (inout Profile) -> Void = { _ in }
    ) -> String {
        var profile = Profile(name: "p", provider: provider, model: "my deployment")
        if provider == .azure { profile.azure = AzureRoute(.v1) }
        change(&profile)
        return RequestAddress.url(for: profile, endpoint: endpoint)
    }

    @Test func `OpenAI's interfaces are added to the base URL`() {
        #expect(url(.openai, "http://h/v1/") == "http://h/v1/chat/completions")
        #expect(url(.openai, "http://h/v1") { $0.api = .responses } == "http://h/v1/responses")
    }

    @Test(arguments: [
        "https://r.openai.azure.com", "https://r.openai.azure.com/",
        "https://r.openai.azure.com/openai", "https://r.openai.azure.com/openai/v1/",
        "https://r.openai.azure.com/models",
    ])
    func `Azure's endpoint may be given as its pages show it`(endpoint: String) {
        let base = "https://r.openai.azure.com"
        #expect(url(.azure, endpoint) == base + "/openai/v1/chat/completions")
        #expect(
            url(.azure, endpoint) { $0.api = .responses } == base + "/openai/v1/responses"
        )
        #expect(
            url(.azure, endpoint) { $0.azure = AzureRoute(.deployments, version: "2024-10-21") }
                == base
                + "/openai/deployments/my%20deployment/chat/completions?api-version=2024-10-21"
        )
        #expect(
            url(.azure, endpoint) { $0.azure = AzureRoute(.models, version: "2024-05-01-preview") }
                == base + "/models/chat/completions?api-version=2024-05-01-preview"
        )
    }

    @Test(arguments: ["https://api.anthropic.com", "https://api.anthropic.com/v1/"])
    func `Anthropic has one route`(endpoint: String) {
        #expect(url(.anthropic, endpoint) == "https://api.anthropic.com/v1/messages")
    }
}
