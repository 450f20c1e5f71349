import TallyConfiguration
import TallyCore
import Testing

/// An endpoint may take its parts from the environment, and is never shown when it is wrong.
struct EndpointTests {
    private func folder(_ endpoint: String) throws -> TemporaryFolder {
        try TemporaryFolder([
            "x.yaml": benchmark("", variants: "[p]"),
            "profiles.yaml": "p: {provider: openai, model: m, endpoint: '\(endpoint)'}",
        ])
    }

    @Test(arguments: [
        ("https://api.openai.com/v1/", "https://api.openai.com/v1"),
        ("http://127.0.0.1:${PORT}/v1", "http://127.0.0.1:8080/v1"),
        ("${BASE:-http://127.0.0.1:11434/v1}", "http://127.0.0.1:11434/v1"),
        ("http://127.0.0.1:${PORT:-9}/v1", "http://127.0.0.1:8080/v1"),
        ("http://127.0.0.1:${EMPTY:-9}/v1", "http://127.0.0.1:9/v1"),
        ("http://[::1]:${PORT}/v1", "http://[::1]:8080/v1"),
    ])
    func `variables and defaults are filled in`(endpoint: String, expected: String) throws {
        let loaded = try folder(endpoint).load(environment: ["PORT": "8080", "EMPTY": ""])
        #expect(loaded.benchmark.variants.first?.profile.endpoint == expected)
    }

    @Test(arguments: [
        (
            "http://h:${PORT}/v1",
            "the environment variable PORT is not set; set it, or write it into .env"
        ),
        ("http://h:${PORT/v1", "${ without its }"),
        ("http://h:${P-1}/v1", "expected ${NAME} or ${NAME:-default} with the name of a variable"),
        ("h:80/v1", "expected a URL that begins with http:// or https://"),
        ("http:///v1", "expected a host name, and a port up to 65535"),
        ("http://h:70000/v1", "expected a host name, and a port up to 65535"),
        ("http://h/v 1", "a URL holds no spaces and only ASCII"),
        ("http://h/v1?key=canary", "holds a ? or #; give the base URL alone"),
        (
            "http://h/v1/chat/completions",
            "leave /chat/completions away: it is added to the base URL"
        ),
        (
            "https://user:canary@h/v1",
            "holds a user name or password; name the key's variable in key_env instead"
        ),
        (
            "https://canary@h",
            "holds a user name or password; name the key's variable in key_env instead"
        ),
    ])
    func `a wrong endpoint is refused without being shown`(
        endpoint: String,
        message: String
    ) throws {
        let complaint = try folder(endpoint).complaint()
        #expect(complaint == "profiles.yaml:1: p.endpoint: " + message)
    }

    @Test func `a password that comes from the environment is refused too`() throws {
        let complaint = try folder("${BASE}").complaint(
            environment: ["BASE": "http://me:canary@h/v1"]
        )
        #expect(complaint?.contains("holds a user name or password") == true)
        #expect(complaint?.contains("canary") == false)
    }
}
