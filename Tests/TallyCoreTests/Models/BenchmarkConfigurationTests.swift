import TallyCore
import Testing

struct BenchmarkConfigurationTests {
    /// Every stored member at any depth, so that a new one cannot be forgotten.
    private func text(of value: Any) -> String {
        var text = ""
        dump(value, to: &text)
        return text
    }

    @Test func `a price by the hour reads back as it was`() throws {
        var benchmark = Sample.benchmark
        let hour = HourPrice(from: "2026-01-01", perHour: 12_500_000_000, utilisation: 600_000)
        benchmark.prices = PriceTable(hours: ["other": [hour]])
        let read = try #require(Benchmark(configuration: benchmark.configuration))
        #expect(read.prices == benchmark.prices)
    }

    @Test func `a stored benchmark reads back whole`() throws {
        let stored = Sample.benchmark.configuration.jsonText
        let read = try #require(Benchmark(configuration: try JSONParser.parse(stored)))
        #expect(text(of: read) == text(of: Sample.benchmark))
    }

    @Test func `the sample leaves no member of a profile at its default`() {
        let plain = Profile(name: "", provider: .openai, model: "")
        expectAllDiffer(Sample.profile, plain)
        expectAllDiffer(Sample.profile.deadlines, plain.deadlines)
        expectAllDiffer(Sample.simulation, Simulation())
        expectAllDiffer(Sample.simulation.fieldError, Simulation.FieldError())
    }

    @Test func `the sample leaves no member of a benchmark at its default`() {
        let task = ExtractionTask(system: nil, template: "")
        expectAllDiffer(Sample.task, task)
        let plain = Benchmark(
            name: "",
            file: "",
            dataset: "",
            task: task,
            variants: [],
            prices: PriceTable()
        )
        expectAllDiffer(Sample.benchmark, plain)
    }

    private func expectAllDiffer(_ value: Any, _ other: Any) {
        for (changed, plain) in zip(
            Mirror(reflecting: value).children,
            Mirror(reflecting: other).children
        ) {
            let name = changed.label ?? ""
            #expect(text(of: changed.value) != text(of: plain.value), "\(name) is at its default")
        }
    }

    @Test func `a profile of an older store still names its key`() throws {
        var object = try #require(Sample.profile.configuration.object)
        for key in ["access", "api", "azure", "extra", "image", "retires"] { object[key] = nil }
        object["key_env"] = "OLD_KEY"
        let variant: JSONValue = ["name": "a", "profile": .object(object)]
        var benchmark = try #require(Sample.benchmark.configuration.object)
        benchmark["variants"] = [variant]
        let read = Benchmark(configuration: .object(benchmark))
        #expect(read?.variants.first?.profile.access.keyVariables == ["OLD_KEY"])
        #expect(read?.variants.first?.profile.api == .chat)
    }

    @Test func `a deadline in milliseconds survives to the nanosecond`() throws {
        for milliseconds in stride(from: 1, through: 100_000, by: 37) {
            var benchmark = Sample.benchmark
            benchmark.variants[0].profile.deadlines.idle = .milliseconds(milliseconds)
            let read = Benchmark(configuration: benchmark.configuration)
            let deadlines = try #require(read?.variants.first?.profile.deadlines)
            let difference = deadlines.idle - .milliseconds(milliseconds)
            #expect(difference > .nanoseconds(-1) && difference < .nanoseconds(1))
        }
    }

    @Test(arguments: ["name", "file", "dataset", "task", "variants", "repeats", "seed", "prices"])
    func `a configuration without a needed member is refused`(key: String) throws {
        var object = try #require(Sample.benchmark.configuration.object)
        object[key] = nil
        #expect(Benchmark(configuration: .object(object)) == nil)
    }

    @Test func `a variant that cannot be read is not left out in silence`() throws {
        var object = try #require(Sample.benchmark.configuration.object)
        object["variants"] = [["name": "a"]]
        #expect(Benchmark(configuration: .object(object)) == nil)
    }

    @Test func `a variant without a prompt of its own is stored as ever`() throws {
        let stored = try #require(Sample.benchmark.configuration["variants"]?[1]?.object)
        #expect(stored.keys == ["name", "profile"])
    }

    @Test func `a variant whose prompt cannot be read is not run with another`() throws {
        var variant = try #require(Sample.benchmark.configuration["variants"]?[0]?.object)
        variant["prompt"] = ["name": "short"]
        var object = try #require(Sample.benchmark.configuration.object)
        object["variants"] = [.object(variant)]
        #expect(Benchmark(configuration: .object(object)) == nil)
    }

    @Test func `only prices of keys in use are stored`() {
        var benchmark = Sample.benchmark
        benchmark.prices.entries["unused"] = benchmark.prices.entries["other"]
        #expect(benchmark.configuration["prices"]?.object?.keys == ["other"])
    }

    @Test func `a prompt takes the text at every placeholder, whatever the text holds`() {
        let task = ExtractionTask(system: "s", template: "{{text}} and {{text}}")
        #expect(task.prompt(for: "{{text}}").user == "{{text}} and {{text}}")
        #expect(task.prompt(for: "MILK 2.00").user == "MILK 2.00 and MILK 2.00")
        #expect(task.prompt(for: "x").system == "s")
    }
}
