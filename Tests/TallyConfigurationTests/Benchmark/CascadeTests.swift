import TallyConfiguration
import TallyCore
import Testing

/// Variants that ask one profile first and another in doubt.
struct CascadeTests {
    private static let profiles = """
        profiles:
          cheap: {provider: openai, model: c, endpoint: "http://127.0.0.1:1/v1", price: openai/gpt-4o}
          other: {provider: openai, model: o, endpoint: "http://127.0.0.1:1/v1"}
          strong: {provider: openai, model: s, endpoint: "http://127.0.0.1:1/v1", concurrency: 3}
          new: {provider: openai, model: n, endpoint: "http://127.0.0.1:1/v1", api: responses}
        """

    private func load(_ variant: String, models: [String]? = nil) throws -> Variant {
        let text = benchmark(Self.profiles, variants: "[\(variant)]")
        return try #require(
            try TemporaryFolder(["x.yaml": text]).load().benchmark.variants.first
        )
    }

    private func complaint(_ variant: String) throws -> String {
        let text = benchmark(Self.profiles, variants: "[\(variant)]")
        return try #require(try TemporaryFolder(["x.yaml": text]).complaint())
    }

    @Test func `checks name both profiles and hand over what fails any of them`() throws {
        let variant = try load(
            "{name: both, cascade: {cheap: cheap, strong: strong, "
                + "escalate_unless: [schema_valid, reconciles]}}"
        )
        #expect(variant.name == "both")
        #expect(variant.profiles.map(\.name) == ["cheap", "strong"])
        #expect(variant.profiles.map(\.concurrency.start) == [8, 3])
        #expect(variant.cascade?.rule == .checks([.schemaValid, .reconciles]))
        #expect(variant.cascade?.escalatesErrors == true)
        #expect(!variant.profile.wantsLogprobs)
    }

    @Test func `a threshold on log probabilities has the cheap profile tell them`() throws {
        let variant = try load(
            "{cascade: {cheap: cheap, strong: strong, on_error: fail, "
                + "escalate_unless: {signal: mean_logprob, threshold: -0.12}}}"
        )
        #expect(variant.name == "cheap-then-strong")
        #expect(variant.cascade?.rule == .threshold(.meanLogprob, -0.12))
        #expect(variant.cascade?.escalatesErrors == false)
        #expect(variant.profile.wantsLogprobs)
        #expect(variant.cascade?.strong.wantsLogprobs == false)
    }

    @Test func `agreement has a second cheap profile`() throws {
        let variant = try load(
            "{cascade: {cheap: cheap, strong: strong, "
                + "escalate_unless: {signal: agreement, with: other, threshold: 1}}}"
        )
        #expect(variant.profiles.map(\.name) == ["cheap", "other", "strong"])
        #expect(variant.cascade?.voter?.name == "other")
    }

    @Test func `what was learned is a sum of weighted signals`() throws {
        let variant = try load(
            "{cascade: {cheap: cheap, strong: strong, escalate_unless: {signal: learned, "
                + "threshold: 0.5, intercept: -1, weights: {reconciles: 2, fields_answered: 0.5}}}}"
        )
        let learned = LearnedSignal(
            intercept: -1,
            weights: [.reconciles: 2, .fieldsAnswered: 0.5]
        )
        #expect(variant.cascade?.rule == .learned(learned, 0.5))
    }

    @Test func `a stored cascade is read back as it was`() throws {
        for rule in [
            "[reconciles]", "{signal: agreement, with: other, threshold: 0.5}",
            "{signal: learned, threshold: 0.25, intercept: 1.5, weights: {mean_logprob: 3}}",
        ] {
            let variant = try load(
                "{cascade: {cheap: cheap, strong: strong, escalate_unless: \(rule)}}"
            )
            var plan = Benchmark(
                name: "x",
                file: "x",
                dataset: "d",
                task: ExtractionTask(system: nil, template: "{{text}}"),
                variants: [variant],
                prices: PriceTable()
            )
            let stored = try #require(Benchmark(configuration: plan.configuration))
            #expect(stored.variants == plan.variants)
            plan.variants[0].cascade?.rule = .checks([.schemaValid])
            let keys = [stored, plan].map { $0.key(dataset: Digest(of: "d")) }
            #expect(keys[0] != keys[1])
        }
    }

    @Test(arguments: [
        (
            "{cascade: {cheap: chaep, strong: strong, escalate_unless: [reconciles]}}",
            "cascade.cheap: unknown profile \"chaep\"; did you mean \"cheap\"?"
        ),
        (
            "{cascade: {cheap: cheap, strong: cheap, escalate_unless: [reconciles]}}",
            "cascade.strong: the strong profile is the cheap one; name another"
        ),
        (
            "{cascade: {cheap: cheap, strong: strong}}",
            "cascade: missing key \"escalate_unless\""
        ),
        (
            "{cascade: {cheap: cheap, strong: strong, escalate_unless: [reconcile]}}",
            "did you mean \"reconciles\"?"
        ),
        (
            "{cascade: {cheap: cheap, strong: strong, escalate_unless: [mean_logprob]}}",
            "mean_logprob needs a threshold"
        ),
        (
            "{cascade: {cheap: cheap, strong: strong, escalate_unless: "
                + "{signal: agreement, threshold: 1}}}",
            "escalate_unless: missing key \"with\""
        ),
        (
            "{cascade: {cheap: cheap, strong: strong, escalate_unless: "
                + "{signal: reconciles, with: other, threshold: 1}}}",
            "only agreement compares with a second profile"
        ),
        (
            "{cascade: {cheap: new, strong: strong, escalate_unless: "
                + "{signal: mean_logprob, threshold: -1}}}",
            "new tells no log probabilities"
        ),
        (
            "{cascade: {cheap: cheap, strong: strong, escalate_unless: "
                + "{signal: mean_logprob, threshold: low}}}",
            "threshold: expected a number, found the text \"low\""
        ),
        (
            "{cascade: {cheap: cheap, strong: strong, escalate_unless: "
                + "{signal: learnt, threshold: 1}}}",
            "did you mean \"learned\"?"
        ),
        (
            "{profile: cheap, cascade: {cheap: cheap, strong: strong, "
                + "escalate_unless: [reconciles]}}",
            "variants[0].profile: a cascade names its profiles itself; make a profile with this"
        ),
        (
            "{profile: new, logprobs: true}",
            "variants[0].logprobs: new tells no log probabilities"
        ),
    ])
    func `a mistake is named with its place`(variant: String, message: String) throws {
        let found = try complaint(variant)
        #expect(found.contains(message), "\(found)")
    }

    @Test func `capacity paid by the hour has no place in a cascade`() throws {
        let files = [
            "x.yaml": benchmark(
                Self.profiles.replacing("openai/gpt-4o", with: "gpu"),
                variants:
                    "[{cascade: {cheap: cheap, strong: strong, escalate_unless: [reconciles]}}]"
            ),
            "prices.yaml": "prices:\n  gpu: {from: 2026-01-01, per_hour: 4, utilisation: 0.5}\n",
        ]
        let found = try #require(try TemporaryFolder(files).complaint())
        #expect(
            found.contains("\"cheap\" is paid by the hour (gpu); a cascade's profiles need prices"),
            "\(found)"
        )
    }
}
