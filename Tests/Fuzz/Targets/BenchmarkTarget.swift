import Foundation
import TallyConfiguration
import TallyCore

/// Benchmark files: YAML, and everything it may mean.
struct BenchmarkTarget: Target {
    private let file = FileManager.default.temporaryDirectory
        .appendingPathComponent("fuzz-benchmark-\(ProcessInfo.processInfo.processIdentifier).yaml")

    let words =
        BenchmarkLoader.keys + ProfileReader.keys + VariantReader.keys + FieldReader.keys + [
            "{", "}: ", "- ", ": ", "\n", "\n  ", "|\n", ">-\n", "!!int", "!!binary", "<<: ", "? ",
            "---\n", "...\n", "%YAML 1.1\n", "&anchor ", "*anchor", "${HOME}", "${X:-y}", "0x1F",
            "1_000", "~", "yes", "2026-03-14", ".inf", "\"\\x41\"",
        ]

    let seeds = [
        """
        name: a
        dataset: data
        seed: 3
        concurrency: {start: 4, max: 9}
        retry: {max_attempts: 2}
        task: {fields: [merchant, {name: n, compare: enum, values: [a, b]}, total], required: [total]}
        grid: {temperature: [0, 0.7]}
        variants: [rules, {profile: p, prompt: short}]
        prompts: {short: {prompt: "x {{text}}"}}
        profiles:
          p: &p
            provider: openai
            model: m
            endpoint: http://127.0.0.1:1/v1
            key_env: null
            timeouts: {idle: 5s}
            parameters: {temperature: 0.1, stop: ["a"]}
          sim-q: {provider: simulated, model: s, simulation: {ttft: 0.1, field_error: {clean: 0.1}}}
        """,
        "name: x\ndataset: ../d\nvariants:\n  - rules\n  - {name: y, profile: gpt-4o, output: prompt}\n",
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    ].map { Array($0.utf8) }

    func read(_ input: [UInt8]) throws -> String {
        try Data(input).write(to: file)
        let environment = Environment(process: ["HOME": "/nowhere", "OPENAI_API_KEY": "sk-1234567"])
        let loaded: LoadedBenchmark
        do throws(ConfigurationError) {
            loaded = try BenchmarkLoader(environment: environment).load(file.path)
        } catch {
            guard !error.message.isEmpty, !error.description.contains("\u{1B}") else {
                throw Violation("an error without words, or with a terminal's")
            }
            return String(error.message.filter { !$0.isNumber }.prefix(60))
        }
        let stored = loaded.benchmark.configuration
        guard let read = Benchmark(configuration: stored), read.configuration == stored else {
            throw Violation("a benchmark that reads otherwise once it is stored")
        }
        return "\(loaded.benchmark.variants.count) variants"
    }
}
