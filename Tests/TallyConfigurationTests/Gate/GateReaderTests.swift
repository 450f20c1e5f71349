import TallyConfiguration
import TallyCore
import Testing

/// A gate is read from a benchmark or a file of its own.
struct GateReaderTests {
    private func gate(_ text: String, name: String = "x.yaml") throws -> GateLoader.Found {
        let folder = try TemporaryFolder([name: text])
        return try withExtendedLifetime(folder) { try GateLoader().load(folder / name) }
    }

    private func complaint(_ text: String) throws -> String? {
        let folder = try TemporaryFolder(["x.yaml": text])
        do throws(ConfigurationError) {
            _ = try GateLoader().load(folder / "x.yaml")
            return nil
        } catch {
            return error.description.replacing(folder.path + "/", with: "")
        }
    }

    private func rules(_ lines: String) -> String { "rules:\n" + lines }

    @Test func `every form of a rule is understood`() throws {
        let text = rules(
            """
              document_exact: [non-inferior within 2pp, at least 85%]
              fields.total: non-inferior within 0.5pp
              lost_cases: at most 3
              cost_per_document: [increase at most 5%, at most $0.01]
              latency_p95: [increase at most 10%, at most 5s]
              ttft_p50: at most 0.5s
              error_rate: at most 1%
              field_accuracy: at least 90% observed
              output_tokens: at most 200

            """
        )
        let found = try gate(text)
        let conditions = found.plan.rules.map(\.condition)
        #expect(
            conditions == [
                .nonInferior(margin: 0.02), .atLeast(0.85), .nonInferior(margin: 0.005),
                .atMost(3), .increase(atMost: 0.05), .atMost(0.01), .increase(atMost: 0.1),
                .atMost(5), .atMost(0.5), .atMost(0.01), .atLeast(0.9), .atMost(200),
            ]
        )
        let observed = found.plan.rules.filter(\.isObserved).map(\.metric.name)
        #expect(observed == ["lost_cases", "error_rate", "field_accuracy"])
        #expect(found.plan.rules[0].text == "non-inferior within 2pp")
        #expect(found.benchmark == nil)
    }

    @Test func `everything beside the rules is read, and a baseline lies beside the file`() throws {
        let text = """
            baseline: baselines/x.json
            candidates: [sim-gpt-4o]
            on_inconclusive: warn
            max_error_rate: 2%
            allow_unpaired_time: true
            noise_floor: 0.03
            looks: [100, 200, 400]
            spending: pocock
            rules: {lost_cases: at most 0}
            """
        let folder = try TemporaryFolder(["g/gate.yaml": text])
        let found = try GateLoader().load(folder / "g/gate.yaml")
        let plan = found.plan
        #expect(found.baselinePath == folder / "g/baselines/x.json")
        #expect(plan.candidates == ["sim-gpt-4o"] && plan.onInconclusive == .warn)
        #expect(plan.maxErrorRate == 0.02 && plan.noiseFloor == 0.03 && plan.allowsUnpairedTime)
        #expect(plan.looks == [100, 200, 400] && plan.spending == .pocock)
    }

    @Test func `a run's name is no path`() throws {
        let found = try gate("baseline: gpt-4o\nrules: {lost_cases: at most 0}")
        #expect(found.baselinePath == nil && found.plan.baseline == "gpt-4o")
    }

    @Test func `a benchmark's gate knows its fields`() throws {
        let lines = "gate: {rules: {fields.total: non-inferior within 1pp}}\n"
        let found = try gate(benchmark(lines))
        #expect(found.benchmark == "x" && found.plan.rules[0].metric == .field("total"))
        let slip = try complaint(benchmark("gate: {rules: {fields.totl: at least 9%}}\n"))
        #expect(slip?.contains("the task has no field \"totl\"; did you mean \"total\"?") == true)
    }

    @Test(arguments: [
        ("rules: {document_exat: at least 9%}", "did you mean \"document_exact\"?"),
        (
            "rules: {document_exact: within 2pp}",
            "expected `non-inferior within 2pp` or `at least 85%`"
        ),
        ("rules: {document_exact: non-inferior within 2%}", "expected `non-inferior within 2pp`"),
        ("rules: {document_exact: non-inferior within 0pp}", "a margin between 0pp and 100pp"),
        ("rules: {cost_per_document: at most 5}", "`at most $0.01`"),
        ("rules: {cost_per_document: increase at most -5%}", "`increase at most 5%`"),
        ("rules: {lost_cases: at most 0.5}", "expected `at most 0`"),
        ("rules: {error_rate: at most 101%}", "expected `at most 1%`"),
        ("rules: {latency_p42: at most 5s}", "unknown metric \"latency_p42\""),
        ("rules: {}", "expected at least one rule"),
        ("rules: {lost_cases: 0}", "put it in quotation marks"),
        ("rules: {lost_cases: at most 0}\nlooks: [200, 100]", "100 after 200"),
        ("rules: {lost_cases: at most 0}\nnoise_floor: 3", "per cent such as 5%"),
        ("rules: {lost_cases: at most 0}\non_inconclusive: ignore", "fail, warn, pass"),
        ("baseline: x.json", "missing key \"rules\""),
    ])
    func `a slip is named with what would be right`(text: String, fragment: String) throws {
        let line = try #require(try complaint(text))
        #expect(line.hasPrefix("x.yaml:"))
        #expect(line.contains(fragment), "\(line)")
        #expect(!line.contains("\n"))
    }

    @Test func `a benchmark without a gate says how to write one`() throws {
        #expect(try complaint(benchmark(""))?.contains("this benchmark has no `gate`") == true)
    }

    @Test func `a slip in the gate stops a run before anything is sent`() throws {
        let folder = try TemporaryFolder(["x.yaml": benchmark("gate: {rules: {lost: at most 0}}\n")]
        )
        #expect(folder.complaint()?.contains("gate.rules.lost: unknown metric") == true)
    }

    @Test func `economics are read, and a flag and its price need each other`() throws {
        let lines = """
            economics:
              review_usd: 0.4
              error_usd: 5
              flag: reconciles
              documents_per_month: 20000
              prompt_cache_rate: 0.7

            """
        let economics = try TemporaryFolder(["x.yaml": benchmark(lines)]).load().benchmark.economics
        let expected = Economics(
            review: 0.4,
            error: 5,
            flag: .reconciles,
            volume: 20_000,
            promptCacheRate: 0.7
        )
        #expect(economics == expected)
        #expect(economics.map { Economics(configuration: $0.configuration) } == expected)
        let lone = try TemporaryFolder(["x.yaml": benchmark("economics: {flag: reconciles}\n")])
        #expect(lone.complaint()?.contains("a flag without review_usd") == true)
        let blind = try TemporaryFolder(["x.yaml": benchmark("economics: {review_usd: 1}\n")])
        #expect(blind.complaint()?.contains("schema_valid or reconciles") == true)
    }
}
