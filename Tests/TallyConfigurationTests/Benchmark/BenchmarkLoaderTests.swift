import Foundation
import TallyConfiguration
import TallyCore
import Testing

/// A sound benchmark file becomes the benchmark it describes.
struct BenchmarkLoaderTests {
    @Test func `three keys make a benchmark`() throws {
        let loaded = try TemporaryFolder(["x.yaml": benchmark("")]).load()
        let benchmark = loaded.benchmark
        #expect(benchmark.name == "x")
        #expect(benchmark.variants.map(\.name) == ["rules"])
        #expect(benchmark.split == nil && benchmark.limit == nil)
        #expect(benchmark.repeats == 1 && benchmark.seed == 1)
        #expect(benchmark.task.required == ["merchant", "date", "total"])
        #expect(loaded.description == nil && loaded.access["rules"]?.key == nil)
    }

    @Test func `every key of the plan is read`() throws {
        let lines =
            "description: d\nsplit: smoke\nlimit: 7\nrepeats: 3\nseed: 18446744073709551615\n"
        let loaded = try TemporaryFolder(["x.yaml": benchmark(lines)]).load()
        #expect(loaded.description == "d")
        #expect(loaded.benchmark.split == "smoke")
        #expect(loaded.benchmark.limit == 7)
        #expect(loaded.benchmark.repeats == 3)
        #expect(loaded.benchmark.seed == .max)
    }

    @Test(arguments: [("data", "/data"), ("../d/e", "/../d/e")])
    func `the dataset lies relative to the file`(written: String, suffix: String) throws {
        let text = benchmark("").replacing("dataset: data", with: "dataset: \(written)")
        let folder = try TemporaryFolder(["x.yaml": text])
        #expect(try folder.load().benchmark.dataset == folder.path + suffix)
    }

    @Test func `an absolute dataset stays where it is`() throws {
        let text = benchmark("").replacing("dataset: data", with: "dataset: /d/e")
        #expect(try TemporaryFolder(["x.yaml": text]).load().benchmark.dataset == "/d/e")
    }

    @Test func `a variant's parameters win over its profile's, and null removes one`() throws {
        let variants = """

              - name: sim-warm
                profile: sim-gpt-4o
                parameters: {temperature: 0.70, max_tokens: null, stop: ["\\n"]}
                output: prompt
            """
        let folder = try TemporaryFolder(["x.yaml": benchmark("", variants: variants)])
        let variant = try #require(try folder.load().benchmark.variants.first)
        #expect(variant.name == "sim-warm")
        #expect(variant.profile.name == "sim-gpt-4o")
        #expect(variant.profile.output == .prompt)
        let expected: [(String, JSONValue)] = [("temperature", .number("0.70")), ("stop", ["\n"])]
        #expect(variant.profile.parameters == JSONObject(expected))
    }

    @Test func `the limit of a variant wins over the benchmark's, that over the profile's`() throws
    {
        let variants = "[rules, {profile: sim-gpt-4o, concurrency: 3}]"
        let own = try TemporaryFolder(["x.yaml": benchmark("", variants: variants)]).load()
        let set = try TemporaryFolder(["x.yaml": benchmark("concurrency: 5", variants: variants)])
        #expect(own.benchmark.variants.map(\.profile.concurrency) == [8, 3])
        #expect(try set.load().benchmark.variants.map(\.profile.concurrency) == [5, 3])
    }

    @Test func `the limit of the command line wins over all`() throws {
        let variants = "[rules, {profile: sim-gpt-4o, concurrency: 3}]"
        var loaded = try TemporaryFolder(["x.yaml": benchmark("", variants: variants)]).load()
        loaded.setConcurrency(9)
        #expect(loaded.benchmark.variants.map(\.profile.concurrency) == [9, 9])
    }

    @Test func `models keeps the variants that use them`() throws {
        let variants = "[rules, sim-gpt-4o, {name: sim-b, profile: sim-gpt-4o}, sim-phi-3-mini]"
        let folder = try TemporaryFolder(["x.yaml": benchmark("", variants: variants)])
        let kept = try folder.load(models: ["sim-gpt-4o", "rules"]).benchmark.variants
        #expect(kept.map(\.name) == ["rules", "sim-gpt-4o", "sim-b"])
    }

    @Test func `models names only what the benchmark uses`() throws {
        let folder = try TemporaryFolder(["x.yaml": benchmark("", variants: "[rules, sim-gpt-4o]")])
        #expect(
            folder.complaint(models: ["gpt-4o"])
                == "x.yaml: --models: no variant uses the profile \"gpt-4o\"; known: rules, sim-gpt-4o"
        )
        #expect(
            folder.complaint(models: ["rule"])
                == "x.yaml: --models: no variant uses the profile \"rule\"; did you mean \"rules\"?"
        )
    }

    @Test func `promises and a month's budget are read, and stored with the experiment`() throws {
        let folder = try TemporaryFolder([
            "x.yaml": benchmark(
                "sla: {latency: 2s, success_rate: 0.98}\n"
                    + "economics: {documents_per_month: 5, budget_usd_per_month: 10}"
            )
        ])
        let loaded = try folder.load().benchmark
        var level = ServiceLevel()
        level.latency = .seconds(2)
        level.successRate = 0.98
        #expect(loaded.serviceLevel == level && loaded.economics?.monthlyBudget == 10)
        let stored = Benchmark(configuration: loaded.configuration)
        #expect(stored?.serviceLevel == level && stored?.economics == loaded.economics)
    }

    @Test(arguments: [
        (
            "sla: {share: 0.9}",
            "sla.share: a share without latency; write the time it should keep to"
        ),
        (
            "economics: {budget_usd_per_month: 1}",
            "economics.budget_usd_per_month: a budget without documents_per_month; write how many there are"
        ),
    ])
    func `a promise that means nothing is refused`(section: String, end: String) throws {
        let folder = try TemporaryFolder(["x.yaml": benchmark(section)])
        #expect(folder.complaint() == "x.yaml:4: \(end)")
    }
}
