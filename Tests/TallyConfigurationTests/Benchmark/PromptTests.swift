import Foundation
import TallyConfiguration
import TallyCore
import Testing

/// A benchmark that compares prompts gives each a name.
struct PromptTests {
    private static let prompts = """
        task: {fields: [total], required: [total]}
        prompts:
          short: {prompt: "Find {{fields}} in {{text}}"}
          exact: {system: Be exact, prompt: "{{text}}"}
          built-in: {}
          kept: {file: prompts/kept.txt, system: null}

        """

    private func folder(
        _ variants: String = "[rules, sim-gpt-4o]",
        _ lines: String = PromptTests.prompts,
        file: String = "Kept: {{text}}\n{{fields}}\n\n"
    ) throws -> TemporaryFolder {
        try TemporaryFolder([
            "x.yaml": benchmark(lines, variants: variants), "prompts/kept.txt": file,
        ])
    }

    @Test func `a profile is asked with every prompt, the rules once`() throws {
        let variants = try folder().load().benchmark.variants
        #expect(
            variants.map(\.name) == [
                "rules", "sim-gpt-4o/short", "sim-gpt-4o/exact", "sim-gpt-4o/built-in",
                "sim-gpt-4o/kept",
            ]
        )
        #expect(variants[0].prompt == nil)
        #expect(
            variants[1].prompt
                == NamedPrompt(
                    name: "short",
                    system: nil,
                    template: "Find - total: the amount to pay in {{text}}"
                )
        )
        #expect(variants[2].prompt?.system == "Be exact")
        #expect(variants[4].prompt?.template == "Kept: {{text}}\n- total: the amount to pay")
        #expect(variants[4].prompt?.system == nil)
    }

    @Test func `a prompt that says nothing is the built-in one`() throws {
        let loaded = try folder().load().benchmark
        let plain = try TemporaryFolder([
            "x.yaml": benchmark("task: {fields: [total], required: [total]}")
        ]).load().benchmark
        #expect(loaded.variants[3].prompt?.template == plain.task.template)
        #expect(loaded.variants[3].prompt?.system == plain.task.system)
        #expect(loaded.variants[3].task(of: loaded.task) == plain.task)
    }

    @Test(arguments: [
        ("[{profile: sim-gpt-4o, prompt: short}]", ["sim-gpt-4o/short"]),
        (
            "[{profile: sim-gpt-4o, prompts: [exact, short]}]",
            ["sim-gpt-4o/exact", "sim-gpt-4o/short"]
        ),
        ("[{name: sim-a, profile: sim-gpt-4o, prompt: short}]", ["sim-a"]),
        ("[{name: sim-a, profile: sim-gpt-4o, prompts: [short]}]", ["sim-a/short"]),
        (
            "[{profiles: [rules, sim-gpt-4o], prompts: [short, exact]}]",
            ["rules", "sim-gpt-4o/short", "sim-gpt-4o/exact"]
        ),
        (
            "[{name: sim-a, profiles: [sim-gpt-4o, sim-phi-3-mini], prompt: short}]",
            ["sim-a/sim-gpt-4o", "sim-a/sim-phi-3-mini"]
        ),
    ])
    func `a variant chooses among the prompts`(variants: String, names: [String]) throws {
        #expect(try folder(variants).load().benchmark.variants.map(\.name) == names)
    }

    @Test func `models keeps every variant of a profile`() throws {
        let variants = "[{profiles: [sim-gpt-4o, sim-phi-3-mini], prompts: [short, exact]}]"
        let kept = try folder(variants).load(models: ["sim-phi-3-mini"]).benchmark.variants
        #expect(kept.map(\.name) == ["sim-phi-3-mini/short", "sim-phi-3-mini/exact"])
    }

    @Test(arguments: [
        (
            "[{profile: sim-gpt-4o, prompt: shrt}]",
            "variants[0].prompt: unknown prompt \"shrt\"; did you mean \"short\"?"
        ),
        (
            "[{profile: sim-gpt-4o, prompts: []}]",
            "variants[0].prompts: expected at least one prompt"
        ),
        (
            "[{profile: sim-gpt-4o, prompts: [short, short]}]",
            "variants[0].prompts[1]: \"short\" is listed twice"
        ),
        (
            "[{profile: sim-gpt-4o, prompt: short, prompts: [short]}]",
            "variants[0].prompt: prompt and prompts exclude each other"
        ),
        (
            "[{profile: rules, prompt: short}]",
            "variants[0].prompt: the provider rules has no use for this key"
        ),
        ("[{profiles: []}]", "variants[0].profiles: expected at least one profile"),
        ("[{profiles: [rules, rules]}]", "variants[0].profiles[1]: \"rules\" is listed twice"),
        (
            "[{profile: rules, profiles: [rules]}]",
            "variants[0].profiles: profile and profiles exclude each other"
        ),
        (
            "[{name: sim-a, profiles: [sim-gpt-4o, rules]}]",
            "variants[0].name: only what is simulated has a name in \"sim-\""
        ),
        (
            "[sim-gpt-4o, {profile: sim-gpt-4o, prompt: exact}]",
            "variants[1]: a second variant named \"sim-gpt-4o/exact\"; give it a `name`"
        ),
    ])
    func `a mistake in the choice is named`(variants: String, message: String) throws {
        #expect(try folder(variants).complaint() == "x.yaml:3: " + message)
    }

    @Test(arguments: [
        ("prompts: {}", "prompts: expected at least one prompt"),
        (
            "prompts: {a b: {}}",
            "prompts.a b: no name for a prompt: use letters, digits and . _ - : @ +"
        ),
        ("prompts: {a: text}", "prompts.a: expected a map, found the text \"text\""),
        (
            "prompts: {a: {prompt: read}}",
            "prompts.a.prompt: the prompt has no {{text}} for the receipt"
        ),
        (
            "prompts: {a: {prompt: '{{text}}', file: b}}",
            "prompts.a.file: prompt and file exclude each other"
        ),
        (
            "prompts: {a: {file: /etc/hostname}}",
            "prompts.a.file: expected the path of a file in the benchmark's folder, found \"/etc/hostname\""
        ),
        (
            "prompts: {a: {file: b/../../c}}",
            "prompts.a.file: expected the path of a file in the benchmark's folder, found \"b/../../c\""
        ),
        (
            "prompts: {a: {file: out/hostname}}",
            "prompts.a.file: expected the path of a file in the benchmark's folder, "
                + "found \"out/hostname\", a link that leaves it"
        ),
        ("prompts: {a: {file: none.txt}}", "prompts.a.file: no such file: \"none.txt\""),
        ("prompts: {a: {file: blank.txt}}", "prompts.a.file: \"blank.txt\" is empty"),
        (
            "prompts: {a: {file: bare.txt}}",
            "prompts.a.file: the prompt has no {{text}} for the receipt"
        ),
        ("prompts: {a: {file: big.txt}}", "prompts.a.file: \"big.txt\" is larger than 100 kB"),
        (
            "task: {prompt: '{{text}}'}\nprompts: {a: {}}",
            "task.prompt: the benchmark has `prompts`; write it there"
        ),
        (
            "task: {system: s}\nprompts: {a: {}}",
            "task.system: the benchmark has `prompts`; write it there"
        ),
    ])
    func `a mistake in the prompts is named`(lines: String, message: String) throws {
        let folder = try TemporaryFolder([
            "x.yaml": benchmark(lines), "blank.txt": " \n\n", "bare.txt": "read it",
            "big.txt": String(repeating: "{{text}} ", count: 20_000),
        ])
        try FileManager.default.createSymbolicLink(
            atPath: folder / "out",
            withDestinationPath: "/etc"
        )
        let complaint = folder.complaint()?.replacing(folder.path + "/", with: "")
        #expect(complaint == "x.yaml:4: " + message)
    }

    @Test func `without prompts there is none to choose`() throws {
        let text = benchmark("", variants: "[{profile: sim-gpt-4o, prompt: a}]")
        #expect(
            try TemporaryFolder(["x.yaml": text]).complaint()
                == "x.yaml:3: variants[0].prompt: the benchmark has no `prompts` to choose from"
        )
    }
}
