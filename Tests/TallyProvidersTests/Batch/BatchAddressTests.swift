import TallyCore
import TallyProviders
import Testing

/// Where each provider has its files and batches (learn.microsoft.com/azure/ai-foundry/openai/how-to/batch).
struct BatchAddressTests {
    private func address(
        _ provider: Profile.Provider,
        _ endpoint: String,
        api: Profile.API = .chat,
        azure: AzureRoute? = nil
    ) -> BatchAddress {
        var profile = Profile(name: "p", provider: provider, model: "my deployment")
        profile.api = api
        profile.azure = azure
        return BatchAddress(profile, endpoint: endpoint)
    }

    @Test func `OpenAI's are beside the model's interface`() {
        let address = address(.openai, "https://api.openai.com/v1")
        #expect(address.files == "https://api.openai.com/v1/files")
        #expect(address.batches == "https://api.openai.com/v1/batches")
        #expect(address.batch("batch_1") == "https://api.openai.com/v1/batches/batch_1")
        #expect(address.content(of: "file-1") == "https://api.openai.com/v1/files/file-1/content")
        #expect(address.page(after: nil) == "https://api.openai.com/v1/batches?limit=100")
        #expect(address.page(after: "b").hasSuffix("/batches?limit=100&after=b"))
        #expect(address.interface == "/v1/chat/completions")
    }

    @Test func `requests for responses name their interface`() {
        #expect(address(.openai, "http://h/v1", api: .responses).interface == "/v1/responses")
    }

    @Test func `Azure's current route needs no version`() {
        let address = address(.azure, "https://r.openai.azure.com", azure: AzureRoute(.v1))
        #expect(address.files == "https://r.openai.azure.com/openai/v1/files")
        #expect(address.batch("b") == "https://r.openai.azure.com/openai/v1/batches/b")
        #expect(address.interface == "/v1/chat/completions")
    }

    @Test func `Azure's dated route has its version, and no deployment in the address`() {
        let route = AzureRoute(.deployments, version: "2025-04-01-preview")
        let address = address(.azure, "https://r.openai.azure.com", azure: route)
        let version = "?api-version=2025-04-01-preview"
        #expect(address.files == "https://r.openai.azure.com/openai/files" + version)
        #expect(address.page(after: nil).hasSuffix("/openai/batches\(version)&limit=100"))
        #expect(address.interface == "/chat/completions")
    }

    @Test func `a name cannot lead elsewhere`() {
        let address = address(.openai, "http://h/v1")
        #expect(!address.batch("../models?x").contains("?"))
        #expect(!address.content(of: "a/b").contains("a/b"))
    }
}
