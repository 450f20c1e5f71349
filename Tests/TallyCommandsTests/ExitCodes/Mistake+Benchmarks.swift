extension Mistake {
    static let benchmarks = [
        Mistake(
            "missing benchmark file",
            ["run", "missing.yaml"],
            names: ["missing.yaml: no such file"]
        ),
        Mistake("a folder for a benchmark", ["run", "."], names: ["a folder, not a file"]),
        Mistake("bad YAML", names: ["trial.yaml:4: not YAML"]) { scene in
            try scene.sandbox.write(
                "name: x\ndataset: receipts.jsonl\nvariants: [rules\nlimit: 1\n",
                to: "trial.yaml"
            )
        },
        benchmark(
            "wrong type in a benchmark",
            "limit: many",
            names: ["trial.yaml:4: limit: ", "found", "many", "expected"]
        ),
        benchmark(
            "wrong type deep in a benchmark",
            "profiles: {mine: {provider: openai, model: m, endpoint: 'http://h', stream: 7}}",
            names: ["trial.yaml:4: profiles.mine.stream: ", "expected"]
        ),
        benchmark(
            "unknown key",
            "concurency: 3",
            names: ["trial.yaml:4: ", "\"concurency\"", "did you mean \"concurrency\"?"]
        ),
        benchmark(
            "unknown profile",
            variants: "[rules, gpt-4p]",
            "seed: 1",
            names: [
                "trial.yaml:3: variants[1]: unknown profile \"gpt-4p\"",
                "did you mean \"gpt-4o\"?",
            ]
        ),
        benchmark(
            "wrong comparator of a field",
            "task: {fields: [{name: vat, compare: monney}], required: [vat]}",
            names: ["trial.yaml:4: task.fields[0].compare: ", "did you mean \"money\"?"]
        ),
        benchmark(
            "a prompt outside the benchmark's folder",
            "prompts: {a: {file: ../a.txt}}",
            names: ["trial.yaml:4: prompts.a.file: expected", "found \"../a.txt\""]
        ),
        benchmark(
            "a grid without a list",
            "grid: {temperature: 0.7}",
            names: ["trial.yaml:4: grid.temperature: expected a list, found the number 0.7"]
        ),
        Mistake(
            "missing key variable",
            names: ["trial.yaml:3: variants[0]: ", "\"remote\"", "TEST_KEY, which is not set"],
            key: nil
        ),
        Mistake("empty key variable", names: ["TEST_KEY, which is set but empty"], key: ""),
    ]

    private static func benchmark(
        _ name: String,
        variants: String = "[rules]",
        _ line: String,
        names fragments: [String]
    ) -> Mistake {
        Mistake(name, names: fragments) { scene in
            try scene.sandbox.write(
                "name: x\ndataset: receipts.jsonl\nvariants: \(variants)\n\(line)\n",
                to: "trial.yaml"
            )
        }
    }
}
