import Testing

/// What is wrong in a profile is said in one line, without showing an endpoint or a key.
struct BadProfileTests {
    private static let openai = "provider: openai, model: m, endpoint: \"http://h/v1\""

    @Test(arguments: [
        ("{model: m}", "p: missing key \"provider\""),
        (
            "{provider: openal}",
            "p.provider: expected one of openai, azure, anthropic, simulated, rules, replay, found \"openal\"; did you mean \"openai\"?"
        ),
        ("{provider: openai, endpoint: \"http://h\"}", "p: missing key \"model\""),
        ("{provider: openai, model: m}", "p: missing key \"endpoint\""),
        (
            "{provider: simulated, model: m}",
            "p: the name of what is simulated begins with \"sim-\""
        ),
        ("{provider: rules, price: x}", "p.price: the provider rules has no use for this key"),
        (
            "{\(openai), simulation: {}}",
            "p.simulation: the provider openai has no use for this key"
        ),
        ("{\(openai), modle: x}", "p: unknown key \"modle\"; did you mean \"model\"?"),
        ("{\(openai), stream: yes}", "p.stream: expected true or false, found the text \"yes\""),
        (
            "{\(openai), output: jsonschema}",
            "p.output: expected one of json_schema, json_object, prompt, found \"jsonschema\"; did you mean \"json_schema\"?"
        ),
        (
            "{\(openai), concurrency: 5000}",
            "p.concurrency: expected a whole number from 1 to 1024, found the number 5000"
        ),
        (
            "{\(openai), timeouts: {idle: soon}}",
            "p.timeouts.idle: expected seconds, or a time such as 10s, 500ms, 2m or 1h, found the text \"soon\""
        ),
        ("{\(openai), timeouts: {idle: 0}}", "p.timeouts.idle: expected more than 0 seconds"),
        ("{\(openai), timeouts: {total: 2000m}}", "p.timeouts.total: longer than a day"),
        (
            "{\(openai), parameters: {stream: true}}",
            "p.parameters.stream: not a parameter: the profile's `stream` sets it"
        ),
        ("{\(openai), parameters: 5}", "p.parameters: expected a map, found the number 5"),
        ("5", "p: expected a map, found the number 5"),
        (
            "{\(openai), parameters: {temperature: hot}}",
            "p.parameters.temperature: expected a number, found the text \"hot\""
        ),
        (
            "{\(openai), parameters: {max_completion_tokens: 0}}",
            "p.parameters.max_completion_tokens: expected a whole number of at least 1, "
                + "found the number 0"
        ),
        (
            "{\(openai), extra: {messages: []}}",
            "p.extra.messages: not for extra: the task's prompt makes them"
        ),
        (
            "{\(openai), route: v1}",
            "p.route: the provider openai has no use for this key"
        ),
        (
            "{\(openai), headers: {Authorization: Bearer canary}}",
            "p.headers.Authorization: a key never stands in a file like this; "
                + "write ${NAME} and set the variable NAME"
        ),
        (
            "{\(openai), headers: {X-Api-Key: \"${NOPE:-canary}\"}}",
            "p.headers.X-Api-Key: a key never stands in a file like this; "
                + "write ${NAME} and set the variable NAME"
        ),
        (
            "{provider: azure, model: m, route: models, api_version: 2024-05-01, api: responses}",
            "p.api: the route models knows chat alone"
        ),
        (
            "{provider: azure, model: m, route: deployments, api_version: preview}",
            "p: the route deployments needs a dated api_version: 2024-10-21"
        ),
        (
            "{\(openai), headers: {Host: h}}",
            "p.headers.Host: Tally sets the header Host itself"
        ),
        (
            "{\(openai), key_env: K, token_command: az}",
            "p.key_env: key_env and token_command exclude each other"
        ),
        (
            "{\(openai), image: {max_side: 4}}",
            "p.image.max_side: expected a whole number from 16 to 16384, found the number 4"
        ),
        (
            "{\(openai), retires: soon}",
            "p.retires: expected a date like 2026-11-24, found the text \"soon\""
        ),
        (
            "{provider: azure, model: m, route: deployments}",
            "p: the route deployments needs an api_version"
        ),
        (
            "{provider: azure, model: m, route: v2}",
            "p.route: expected one of v1, deployments, models, found \"v2\"; "
                + "did you mean \"v1\"?"
        ),
        (
            "{provider: anthropic, model: m, output: json_object}",
            "p.output: anthropic has no JSON mode: use json_schema or prompt"
        ),
        (
            "{provider: anthropic, model: m, api: responses}",
            "p.api: the provider anthropic has no use for this key"
        ),
    ])
    func `a mistake in a profile is named`(profile: String, message: String) throws {
        let folder = try TemporaryFolder([
            "x.yaml": benchmark(""), "profiles.yaml": "p: \(profile)",
        ])
        #expect(folder.complaint() == "profiles.yaml:1: " + message)
    }

    @Test(arguments: [
        (
            "field_error: {clean: 1.5}",
            "sim-p.simulation.field_error.clean: expected a number from 0 to 1, found the number 1.5"
        ),
        (
            "empty_after_reasoning_share: 0.1",
            "sim-p.simulation: empty_after_reasoning_share needs reasoning_tokens above 0"
        ),
        (
            "requests_per_minute: -1",
            "sim-p.simulation.requests_per_minute: expected a whole number from 0 to 1000000000, found the number -1"
        ),
        (
            "stall_share: -0.1",
            "sim-p.simulation.stall_share: expected a number from 0 to 1, found the number -0.1"
        ),
        (
            "tokens_per_second: 0",
            "sim-p.simulation.tokens_per_second: expected a number from 0.1 to 1000000, found the number 0"
        ),
        (
            "ttft: fast",
            "sim-p.simulation.ttft: expected seconds, or a time such as 10s, 500ms, 2m or 1h, found the text \"fast\""
        ),
        (
            "stall_share: 0.6, rate_limit_share: 0.6",
            "sim-p.simulation: the shares of faults add up to more than 1"
        ),
        ("ttfb: 1", "sim-p.simulation: unknown key \"ttfb\"; did you mean \"ttft\"?"),
    ])
    func `a mistake in a simulation is named`(keys: String, message: String) throws {
        let text = "sim-p: {provider: simulated, model: m, simulation: {\(keys)}}"
        let folder = try TemporaryFolder(["x.yaml": benchmark(""), "profiles.yaml": text])
        #expect(folder.complaint() == "profiles.yaml:1: " + message)
    }

    @Test(arguments: ["rules", "openai"])
    func `only simulated profiles are named sim-`(provider: String) throws {
        let text = "sim-p: {provider: \(provider), model: m, endpoint: \"http://h\"}"
        let folder = try TemporaryFolder(["x.yaml": benchmark(""), "profiles.yaml": text])
        #expect(
            folder.complaint()
                == "profiles.yaml:1: sim-p: only what is simulated has a name in \"sim-\""
        )
    }

    @Test(arguments: ["sk-canary-77", "canary77", "\"77\"", "77", "[canary77]"])
    func `a key pasted as key_env is refused and not shown`(value: String) throws {
        let folder = try TemporaryFolder([
            "x.yaml": benchmark(""), "profiles.yaml": "p: {\(Self.openai), key_env: \(value)}",
        ])
        let complaint = try #require(folder.complaint())
        #expect(
            complaint.contains(": expected the name of an environment variable")
        )
        #expect(!complaint.contains("77"))
    }

    @Test func `a missing certificate file is looked for beside the profile`() throws {
        let folder = try TemporaryFolder([
            "x.yaml": benchmark(""), "profiles.yaml": "p: {\(Self.openai), ca_file: missing.pem}",
        ])
        let complaint = try #require(folder.complaint())
        #expect(complaint == "profiles.yaml:1: p.ca_file: cannot read the file \"missing.pem\"")
    }

    @Test(arguments: [
        "headers: {X-Whatever: sk-canary-0123456789}",
        "headers: {X-Functions-Code: aB3dE5gH7jK9mN1pQ3sT5vW7}",
        "headers: {X-Custom: Bearer canary0123456789}", "headers: {sk-canary-0123456789: x}",
        "price: sk-canary-0123456789", "parameters: {user: sk-canary-0123456789}",
        "extra: {user: sk-canary-0123456789}", "token_command: [echo, sk-canary-0123456789]",
        "api_key: canary", "sk-canary-0123456789: 1", "output: sk-canary-0123456789",
        "retires: sk-canary-0123456789", "image: sk-canary-0123456789",
    ])
    func `a key pasted anywhere is refused and not shown`(line: String) throws {
        let folder = try TemporaryFolder([
            "x.yaml": benchmark(""), "profiles.yaml": "p: {\(Self.openai), \(line)}",
        ])
        let complaint = try #require(folder.complaint())
        #expect(!complaint.contains("canary") && !complaint.contains("aB3dE5gH7"), "\(complaint)")
    }

    @Test(arguments: ["sk-canary-0123456789", "Bearer canary0123456789"])
    func `a key in a model's or a profile's place is not shown`(text: String) throws {
        let folder = try TemporaryFolder(["x.yaml": benchmark("", variants: "[\"\(text)\"]")])
        let complaint = try #require(folder.complaint())
        #expect(!complaint.contains("canary"))
    }

    @Test(arguments: [
        "headers: {X-Team: receipts}", "headers: {X-Request-Source: benchmark-2026-11}",
        "parameters: {user: a-short-name}", "model: sk-1",
    ])
    func `what is no key is taken`(line: String) throws {
        let definition =
            line.hasPrefix("model")
            ? "provider: openai, endpoint: \"http://h\", \(line)" : "\(Self.openai), \(line)"
        let folder = try TemporaryFolder([
            "x.yaml": benchmark(""), "profiles.yaml": "p: {\(definition)}",
        ])
        #expect(folder.complaint() == nil)
    }

    @Test func `a price that no table knows is refused`() throws {
        let folder = try TemporaryFolder([
            "x.yaml": benchmark("", variants: "[p]"),
            "profiles.yaml": "p: {\(Self.openai), price: openai/gpt-4p}",
        ])
        #expect(
            folder.complaint()
                == "profiles.yaml:1: p.price: unknown price \"openai/gpt-4p\"; "
                + "did you mean \"openai/gpt-4o\"?"
        )
    }
}
