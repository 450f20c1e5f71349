import TallyConfiguration
import TallyCore
import Testing

struct RemoteProfileTests {
    private func profile(
        _ definition: String,
        environment: [String: String] = [:]
    ) throws -> (profile: Profile, access: ResolvedAccess) {
        let folder = try TemporaryFolder([
            "x.yaml": benchmark("", variants: "[p]"), "profiles.yaml": "p: {\(definition)}",
        ])
        let loaded = try folder.load(environment: environment)
        let profile = try #require(loaded.benchmark.variants.first?.profile)
        return (profile, try #require(loaded.access["p"]))
    }

    private static let azure = [
        "AZURE_OPENAI_ENDPOINT": "https://r.openai.azure.com/", "AZURE_OPENAI_KEY": "k-old",
    ]

    @Test func `Azure needs no more than its usual variables`() throws {
        let found = try profile("provider: azure, model: gpt-4o", environment: Self.azure)
        #expect(found.profile.endpoint == "https://r.openai.azure.com")
        #expect(found.profile.azure == AzureRoute(.v1))
        #expect(found.access.key?.reveal() == "k-old")
        let both = Self.azure.merging(["AZURE_OPENAI_API_KEY": "k-new"]) { $1 }
        let newer = try profile("provider: azure, model: gpt-4o", environment: both)
        #expect(newer.access.key?.reveal() == "k-new")
    }

    @Test(arguments: [
        ("", AzureRoute(.v1)), ("2024-10-21", AzureRoute(.deployments, version: "2024-10-21")),
        ("preview", AzureRoute(.v1, version: "preview")),
    ])
    func `the version decides the route`(version: String, route: AzureRoute) throws {
        let definition =
            "provider: azure, model: \"${AZURE_OPENAI_DEPLOYMENT_NAME}\", "
            + "api_version: \"${AZURE_OPENAI_API_VERSION:-}\""
        let environment = Self.azure.merging([
            "AZURE_OPENAI_DEPLOYMENT_NAME": "mine", "AZURE_OPENAI_API_VERSION": version,
        ]) { $1 }
        let found = try profile(definition, environment: environment).profile
        #expect(found.model == "mine")
        #expect(found.azure == route)
    }

    @Test func `a deployment's own address is refused, since the route is added`() {
        let endpoint = "https://r.openai.azure.com/openai/deployments/mine"
        #expect(throws: ConfigurationError.self) {
            _ = try profile(
                "provider: azure, model: mine, endpoint: \"\(endpoint)\"",
                environment: Self.azure
            )
        }
    }

    @Test func `a token command takes the key's place`() throws {
        let endpoint = ["AZURE_OPENAI_ENDPOINT": "https://r.openai.azure.com"]
        let found = try profile(
            "provider: azure, model: m, token_command: az account get-access-token",
            environment: endpoint
        )
        #expect(found.profile.access.tokenCommand == ["az", "account", "get-access-token"])
        #expect(found.access.key == nil)
    }

    @Test func `Anthropic has its address and its variable`() throws {
        let found = try profile(
            "provider: anthropic, model: claude",
            environment: ["ANTHROPIC_API_KEY": "k"]
        )
        #expect(found.profile.endpoint == "https://api.anthropic.com")
        #expect(found.access.key?.reveal() == "k")
    }

    @Test func `a key may lie in a file that a variable names`() throws {
        let folder = try TemporaryFolder(["key": "k-file\n"])
        let found = try profile(
            "provider: anthropic, model: claude",
            environment: ["ANTHROPIC_API_KEY_FILE": folder / "key"]
        )
        #expect(found.access.key?.reveal() == "k-file")
        // The folder goes with its last use.
        withExtendedLifetime(folder) {}
    }

    @Test func `headers are filled from the environment, and stored without it`() throws {
        let found = try profile(
            "provider: openai, model: m, endpoint: \"http://h/v1\", "
                + "headers: {X-Gateway-Key: \"id ${GATE}\", X-Plain: \"${TEAM}\"}",
            environment: ["GATE": "canary", "TEAM": "SHOP"]
        )
        #expect(found.access.headers.map(\.name) == ["X-Gateway-Key", "X-Plain"])
        #expect(found.access.headers.map { $0.value.reveal() } == ["id canary", "SHOP"])
        // Only what is a key is scrubbed: a team's name may well stand on a receipt.
        #expect(found.access.secrets.map { $0.reveal() } == ["canary"])
        #expect(!found.profile.configuration.jsonText.contains("canary"))
    }

    @Test func `a header whose variable is missing is named`() throws {
        let error = #expect(throws: ConfigurationError.self) {
            _ = try profile(
                "provider: openai, model: m, endpoint: \"http://h/v1\", headers: {X-Key: \"${GATE}\"}"
            )
        }
        let end =
            "x.yaml:3: variants[0]: the header X-Key of the profile \"p\": "
            + "the environment variable GATE is not set; set it, or write it into .env"
        #expect(error?.description.hasSuffix(end) == true)
    }

    @Test(
        arguments: [
            ("image: true", ImageOptions()), ("image: false", nil),
            (
                "image: {show: both, detail: low, max_side: 768}",
                ImageOptions(show: .both, detail: .low, maxSide: 768)
            ),
        ] as [(String, ImageOptions?)]
    )
    func `images are shown as asked`(text: String, options: ImageOptions?) throws {
        let found = try profile("provider: openai, model: m, endpoint: \"http://h/v1\", \(text)")
        #expect(found.profile.image == options)
    }

    @Test func `extra may hold null and what Tally sets itself`() throws {
        let found = try profile(
            "provider: openai, model: m, endpoint: \"http://h/v1\", "
                + "extra: {response_format: {type: text}, top_k: null}"
        )
        let expected = JSONObject([("response_format", ["type": "text"]), ("top_k", nil)])
        #expect(found.profile.extra == expected)
    }

    @Test(arguments: ["2024-13-45", "2024-10", "2024-10-21-beta", "v 1", "2024-10-21/x"])
    func `a version that is none is refused`(version: String) throws {
        let environment = Self.azure.merging(["V": version]) { $1 }
        #expect(throws: ConfigurationError.self) {
            _ = try profile(
                "provider: azure, model: m, api_version: \"${V}\"",
                environment: environment
            )
        }
    }

    @Test(
        arguments: [
            ("temperatur", "temperature"), ("max_completion_token", "max_completion_tokens"),
            ("temperature", nil), ("top_k", nil), ("seeed", "seed"), ("my_vendor_flag", nil),
        ] as [(String, String?)]
    )
    func `a slip in a parameter's name is noticed`(name: String, meant: String?) {
        #expect(ParameterNames.misspelt(name) == meant)
    }
}
