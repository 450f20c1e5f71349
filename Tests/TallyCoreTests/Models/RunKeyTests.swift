import TallyCore
import Testing

struct RunKeyTests {
    private let dataset = Digest(of: "dataset")

    private func key(_ change: (inout Variant, inout ExtractionTask) -> Void = { _, _ in })
        -> Digest
    {
        var variant = Variant(name: "a", profile: Sample.profile)
        var task = Sample.task
        change(&variant, &task)
        return variant.key(dataset: dataset, task: task)
    }

    @Test func `prompt and schema change the key`() {
        let keys = [
            key(), key { $1.system = nil }, key { $1.template = "Read now: {{text}}" },
            key { $1.fields.removeLast() }, key { $1.dateOrder = .dayFirst },
            key { $1.fields[0].comparator = .number },
        ]
        #expect(Set(keys).count == keys.count)
    }

    @Test func `model, parameters and form of the answer change the key`() {
        let keys = [
            key(), key { variant, _ in variant.profile.model = "next" },
            key { variant, _ in variant.profile.parameters["temperature"] = .number("0.3") },
            key { variant, _ in variant.profile.parameters["top_p"] = 1 },
            key { variant, _ in variant.profile.output = .jsonObject },
            key { variant, _ in variant.profile.isStreamed = true },
            key { variant, _ in variant.profile.provider = .openai },
            key { variant, _ in variant.profile.api = .chat },
            key { variant, _ in variant.profile.azure = nil },
            key { variant, _ in variant.profile.extra["store"] = false },
            key { variant, _ in variant.profile.access.headers = [] },
            key { variant, _ in variant.profile.image?.maxSide = 512 },
            key { variant, _ in variant.profile.image = nil },
        ]
        #expect(Set(keys).count == keys.count)
    }

    @Test func `what a simulation answers changes the key`() {
        let keys = [
            key(), key { variant, _ in variant.profile.simulation?.seed = 3 },
            key { variant, _ in variant.profile.simulation?.fieldError.heavy = 0.5 },
            key { variant, _ in variant.profile.simulation?.malformedShare = 0.5 },
            key { variant, _ in variant.profile.simulation?.reasoningTokens = 77 },
            key { variant, _ in variant.profile.simulation?.emptyAfterReasoningShare = 0.77 },
            key { variant, _ in variant.profile.simulation?.refusalShare = 0.77 },
            key { variant, _ in variant.profile.simulation?.contentFilterShare = 0.77 },
            key { variant, _ in variant.profile.simulation = nil },
        ]
        #expect(Set(keys).count == keys.count)
    }

    @Test func `where, how fast and at what price does not change the key`() {
        let same = key()
        #expect(key { variant, _ in variant.profile.endpoint = "https://elsewhere/v1" } == same)
        #expect(key { variant, _ in variant.profile.priceKey = nil } == same)
        #expect(key { variant, _ in variant.profile.concurrency = 64 } == same)
        #expect(key { variant, _ in variant.profile.access.keyVariables = ["MINE"] } == same)
        #expect(key { variant, _ in variant.profile.access.tokenCommand = [] } == same)
        #expect(key { variant, _ in variant.profile.access.authorities = nil } == same)
        #expect(key { variant, _ in variant.profile.azure?.form = .v1 } == same)
        #expect(key { variant, _ in variant.profile.retires = nil } == same)
        #expect(key { variant, _ in variant.profile.deadlines.total = .seconds(1) } == same)
        #expect(key { variant, _ in variant.profile.name = "sim-renamed" } == same)
        #expect(key { variant, _ in variant.name = "b" } == same)
        #expect(key { variant, _ in variant.profile.simulation?.tokensPerSecond = 1 } == same)
    }

    @Test func `the order of parameters does not change the key`() {
        let reversed = key { variant, _ in
            variant.profile.parameters.members.reverse()
        }
        #expect(reversed == key())
    }

    @Test func `a prompt's words are part of the key, its name is not`() {
        func key(_ name: String, _ system: String?, _ template: String) -> Digest {
            self.key { variant, _ in
                variant.prompt = NamedPrompt(name: name, system: system, template: template)
            }
        }
        let keys = [
            self.key(), key("p", "s", "a {{text}}"), key("p", "s", "b {{text}}"),
            key("p", nil, "a {{text}}"),
        ]
        #expect(Set(keys).count == keys.count)
        #expect(key("q", "s", "a {{text}}") == keys[1])
    }

    @Test func `a named prompt is the run that the task's own prompt of the same words is`() {
        let named = key { variant, _ in
            variant.prompt = NamedPrompt(name: "p", system: "s", template: "a {{text}}")
        }
        let own = key { _, task in
            task.system = "s"
            task.template = "a {{text}}"
        }
        #expect(named == own)
    }

    @Test func `another dataset is another run`() {
        let other = Variant(name: "a", profile: Sample.profile)
            .key(dataset: Digest(of: "other"), task: Sample.task)
        #expect(other != key())
    }

    @Test func `the plan's key sees what is run, not what it costs`() {
        func plan(_ change: (inout Benchmark) -> Void = { _ in }) -> Digest {
            var benchmark = Sample.benchmark
            change(&benchmark)
            return benchmark.key(dataset: dataset)
        }
        let keys = [
            plan(), plan { $0.limit = nil }, plan { $0.split = nil }, plan { $0.repeats = 1 },
            plan { $0.seed = 4 }, plan { $0.variants.removeLast() },
            plan { $0.task.system = "other" },
        ]
        #expect(Set(keys).count == keys.count)
        #expect(plan { $0.prices = PriceTable() } == plan())
        #expect(plan { $0.name = "renamed" } == plan())
    }
}
