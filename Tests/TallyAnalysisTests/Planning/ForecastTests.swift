import TallyAnalysis
import TallyCore
import Testing

/// What is to come is foretold with an interval that holds what comes.
struct ForecastTests {
    @Test func `moments are those of all values at once`() {
        var moments = Moments()
        let values = [3.0, 1, 4, 1, 5, 9, 2, 6]
        for value in values { moments.add(value) }
        let mean = values.reduce(0, +) / 8
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 7
        #expect(moments.count == 8 && abs(moments.mean - mean) < 1e-12)
        #expect(abs(moments.deviation - variance.squareRoot()) < 1e-12)
    }

    @Test func `about 95 of 100 sums lie within it`() {
        var generator = SeededGenerator(seed: 5, stream: "forecast")
        func cost() -> Double { 1 + 3 * generator.unit() * generator.unit() }
        var held = 0
        for _ in 0..<2000 {
            var pilot = Moments()
            for _ in 0..<15 { pilot.add(cost()) }
            let sum = (0..<60).reduce(0.0) { sum, _ in sum + cost() }
            if let found = pilot.forecast(of: 60), found.low <= sum, sum <= found.high { held += 1 }
        }
        // Within four standard errors of 95 %, for skewed costs a little below.
        #expect((1840...1940).contains(held), "\(held) of 2000")
    }

    private static func profile(_ change: (inout Profile) -> Void) -> Profile {
        var profile = Profile(name: "p", provider: .openai, model: "m")
        change(&profile)
        return profile
    }

    @Test func `an earlier run's documents tell tokens, cost and time`() throws {
        var pilot = RunForecaster.Pilot(run: "01")
        for number in 0..<10 {
            var record = TrialRecord(
                position: number,
                caseID: "\(number)",
                outcome: .answered,
                score: nil,
                usage: Usage(input: 100 + number % 2 * 20, output: 50),
                cost: Money(nanodollars: 1_000_000),
                service: 2
            )
            record.retries = number == 0 ? 1 : 0
            pilot.add(record)
        }
        let profile = Self.profile {
            $0.concurrency = 4
            $0.limits = RateLimits(requestsPerMinute: 60)
        }
        let found = try #require(
            RunForecaster(profile, documents: 200).variant(named: "v", from: pilot)
        )
        #expect(found.requests == 220)
        #expect(found.promptTokens?.value == 22_000 && found.answerTokens?.value == 10_000)
        #expect(abs((found.cost?.value ?? 0) - 0.2) < 1e-12)
        #expect(found.cost?.low == found.cost?.high)
        // 220 requests at 60 a minute take longer than at 2 s, four at a time.
        #expect(found.bound == "rpm" && found.seconds == 220)
        let free = try #require(
            RunForecaster(Self.profile { $0.concurrency = 4 }, documents: 200)
                .variant(named: "v", from: pilot)
        )
        #expect(free.bound == "concurrency" && free.seconds == 112)
    }

    @Test func `without an earlier run a range follows from lengths`() throws {
        var bytes = Moments()
        for length in [300.0, 500] { bytes.add(length) }
        let profile = Self.profile { $0.parameters["max_tokens"] = .number(200) }
        let price = Price(
            from: "2026-01-01",
            input: 1_000_000,
            cachedInput: nil,
            cacheWrite: nil,
            output: 2_000_000
        )
        let found = RunForecaster(profile, documents: 30)
            .variant(named: "v", promptBytes: bytes, price: price)
        #expect(found.promptTokens?.value == 3000 && found.promptTokens?.high == 6000)
        #expect(found.answerTokens?.high == 6000 && found.answerTokens?.value == 4500)
        // A micro-dollar a token read, two a token written.
        #expect(found.cost?.high == 0.018 && found.cost?.method == "by-length")
        #expect(found.basis == .length && found.seconds == nil)
    }

    @Test func `sums add up what is paid for, and nothing else`() {
        func variant(_ cost: Estimate?, isSimulated: Bool = false) -> RunForecast.Variant {
            var variant = RunForecast.Variant(
                name: "v",
                requests: 1,
                basis: .run(id: "1", documents: 9),
                isSimulated: isSimulated
            )
            variant.cost = cost
            return variant
        }
        let one = Estimate(value: 3, low: 0, high: 6, n: 9, method: "prediction-t")
        let other = Estimate(value: 5, low: 1, high: 9, n: 7, method: "prediction-t")
        let free = RunForecast.Variant(name: "f", requests: 0, basis: .free, isSimulated: false)
        var forecast = RunForecast(
            benchmark: "b",
            cases: 1,
            repeats: 1,
            variants: [variant(one), variant(other), variant(one, isSimulated: true), free]
        )
        #expect(forecast.cost == Estimate(value: 8, low: 3, high: 13, n: 7, method: "prediction-t"))
        #expect(forecast.mostDollars == 15)
        forecast.variants.append(variant(nil))
        #expect(forecast.cost == nil)
    }
}
