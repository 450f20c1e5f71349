import Foundation
import TallyConfiguration
import TallyCore
import Testing

/// The strongest file that knows a name decides it.
struct ProfileCatalogTests {
    private static func profile(_ model: String) -> String {
        "gpt-4o: {provider: openai, model: \(model), endpoint: \"http://h\"}"
    }
    private static let layers = [
        "beside": ("profiles.yaml", profile("beside")),
        "user": ("home/.config/tally/profiles.yaml", profile("user")),
        "xdg": ("xdg/tally/profiles.yaml", profile("xdg")),
    ]

    @Test(arguments: [
        (["inline", "beside", "user"], "inline"), (["beside", "user"], "beside"),
        (["user"], "user"), ([], "gpt-4o"),
    ])
    func `inline wins over beside, beside over the user's, that over the built-in`(
        present: [String],
        model: String
    ) throws {
        let inline = present.contains("inline") ? "profiles: {\(Self.profile("inline"))}" : ""
        let folder = try TemporaryFolder(["x.yaml": benchmark(inline, variants: "[gpt-4o]")])
        for (name, (path, text)) in Self.layers where present.contains(name) {
            try folder.write(path, .init(text.utf8))
        }
        let loaded = try folder.load(environment: ["OPENAI_API_KEY": "k"])
        #expect(loaded.benchmark.variants.first?.profile.model == model)
    }

    @Test func `XDG_CONFIG_HOME takes the place of ~/.config`() throws {
        let folder = try TemporaryFolder(["x.yaml": benchmark("", variants: "[gpt-4o]")])
        for (path, text) in Self.layers.values where path != "profiles.yaml" {
            try folder.write(path, .init(text.utf8))
        }
        let loaded = try folder.load(environment: ["XDG_CONFIG_HOME": folder / "xdg"])
        #expect(loaded.benchmark.variants.first?.profile.model == "xdg")
    }

    @Test func `a profile replaces a weaker one as a whole`() throws {
        let folder = try TemporaryFolder([
            "x.yaml": benchmark("", variants: "[gpt-4o]"), "profiles.yaml": Self.profile("m"),
        ])
        let profile = try #require(try folder.load().benchmark.variants.first?.profile)
        #expect(profile.access.keyVariables.isEmpty && profile.priceKey == nil)
    }

    @Test func `the catalog names each profile once, with its file`() throws {
        let folder = try TemporaryFolder(["profiles.yaml": Self.profile("m")])
        let catalog = try ProfileCatalog.load(
            ConfigurationFolders(benchmark: folder.path, user: nil)
        )
        #expect(catalog.names.first == "gpt-4o")
        #expect(Set(catalog.names).count == catalog.entries.count)
        #expect(catalog["gpt-4o"]?.file == folder / "profiles.yaml")
        #expect(catalog["rules"]?.file == "built-in profiles.yaml")
    }

    @Test func `every key of a profile is read`() throws {
        let text = """
            p:
              provider: openai
              model: m
              endpoint: http://h/v1
              key_env: A_KEY
              price: openai/gpt-4o
              output: json_object
              stream: false
              parameters: {temperature: 0.0, nested: {list: [1, null, true, "2"]}}
              concurrency: 3
              timeouts: {connect: 1500ms, idle: 0.25, total: 2m}
            """
        let folder = try TemporaryFolder(["profiles.yaml": text])
        let catalog = try ProfileCatalog.load(.init(benchmark: folder.path, user: nil))
        var expected = Profile(name: "p", provider: .openai, model: "m")
        expected.endpoint = "http://h/v1"
        expected.access.keyVariables = ["A_KEY"]
        expected.priceKey = "openai/gpt-4o"
        expected.output = .jsonObject
        expected.isStreamed = false
        let nested: JSONValue = ["list": [1, nil, true, "2"]]
        expected.parameters = JSONObject([("temperature", .number("0.0")), ("nested", nested)])
        expected.concurrency = 3
        expected.deadlines.connect = .milliseconds(1500)
        expected.deadlines.idle = .milliseconds(250)
        expected.deadlines.total = .seconds(120)
        #expect(catalog["p"]?.profile == expected)
    }

    @Test func `every key of a simulation is read`() throws {
        let text = """
            sim-p:
              provider: simulated
              model: m
              simulation:
                {seed: 7, ttft: 250ms, ttft_spread: 0.5, tokens_per_second: 10,
                 field_error: {clean: 0.1, light: 0.2, heavy: 0.3}, caches_prompts: false,
                 reports_cache_writes: true,
                 rate_limit_share: 0.01, server_error_share: 0.02, stall_share: 0.03, stall: 5s,
                 malformed_share: 0.04, content_filter_share: 0.05, requests_per_minute: 60,
                 tokens_per_minute: 10000, reasoning_tokens: 300, empty_after_reasoning_share: 0.06,
                 refusal_share: 0.07}
            """
        let folder = try TemporaryFolder(["profiles.yaml": text])
        let catalog = try ProfileCatalog.load(.init(benchmark: folder.path, user: nil))
        var expected = Simulation()
        expected.seed = 7
        expected.timeToFirstToken = 0.25
        expected.timeToFirstTokenSpread = 0.5
        expected.tokensPerSecond = 10
        expected.fieldError.clean = 0.1
        expected.fieldError.light = 0.2
        expected.fieldError.heavy = 0.3
        expected.cachesPrompts = false
        expected.reportsCacheWrites = true
        expected.rateLimitShare = 0.01
        expected.serverErrorShare = 0.02
        expected.stallShare = 0.03
        expected.stall = 5
        expected.malformedShare = 0.04
        expected.contentFilterShare = 0.05
        expected.reasoningTokens = 300
        expected.emptyAfterReasoningShare = 0.06
        expected.refusalShare = 0.07
        expected.requestsPerMinute = 60
        expected.tokensPerMinute = 10_000
        #expect(catalog["sim-p"]?.profile.simulation == expected)
    }

    @Test func `the built-in profiles hold together`() throws {
        let folders = ConfigurationFolders(benchmark: nil, user: nil)
        let catalog = try ProfileCatalog.load(folders)
        let prices = try PriceCatalog.load(folders)
        let names = [
            "gpt-5.6", "gpt-5.6-luna", "gpt-4", "gpt-4o", "gpt-4o-mini", "gpt-4.1", "azure-openai",
            "azure-gpt-4o", "azure-gpt-4o-mini", "azure-gpt-4.1", "azure-phi-4", "azure-phi-4-mini",
            "azure-phi-3-mini", "azure-phi-3.5-mini", "azure-phi-3-medium", "phi-3-mini",
            "phi-3.5-mini", "phi-3-medium", "rules", "sim-gpt-4o", "sim-phi-3-mini",
        ]
        #expect(catalog.names == names)
        for entry in catalog.entries {
            let environment = Environment(process: [
                "AZURE_OPENAI_ENDPOINT": "https://r.openai.azure.com",
                "AZURE_OPENAI_DEPLOYMENT_NAME": "mine",
            ])
            let profile = try entry.resolved(in: environment)
            #expect(profile.isSimulated == profile.name.hasPrefix("sim-"))
            #expect(profile.isSimulated == (profile.simulation != nil))
            if let key = profile.priceKey { #expect(prices.knows(key)) }
            if let successor = profile.successor { #expect(catalog[successor] != nil) }
            let isHosted = profile.provider.isRemote && profile.priceKey != nil
            if !isHosted { #expect(profile.retires == nil) }
        }
        let local = try catalog["phi-3-mini"]?.resolved(in: Environment(process: [:]))
        #expect(local?.endpoint == "http://127.0.0.1:11434/v1")
        #expect(local?.priceKey == nil && local?.access.keyVariables == [])
    }
}
