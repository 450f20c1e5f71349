import TallyAnalysis
import TallyCore
import Testing

/// Two runs compared case by case.
@Suite struct ComparatorTests {
    private func pair(
        _ baseline: [CaseResult],
        _ candidate: [CaseResult],
        economics: Economics? = nil,
        tags: [String: [String]] = [:]
    ) -> Comparison.Pair {
        func member(_ name: String, _ results: [CaseResult]) -> Comparator.Member {
            Comparator.Member(
                run: Results.run(name),
                pairing: Pairing.Member(results: results, order: "one", isComplete: true),
                fields: ["total", "date"]
            )
        }
        let (left, right) = (member("old", baseline), member("new", candidate))
        return Comparator(economics: economics, tags: tags, seed: 1).pair(
            left,
            right,
            on: Pairing([left.pairing, right.pairing]),
            remarks: []
        )
    }

    private func metric(_ name: String, _ pair: Comparison.Pair) throws -> PairedMetric {
        try #require(pair.metrics.first { $0.name == name })
    }

    // statistics.md row 6: 18 won and 31 lost give a mid-p of .065 and an exact p of .085.
    @Test func `right or wrong is compared by McNemar and Tango, with the cases that changed`()
        throws
    {
        let old = Results.cases((0..<200).map { $0 >= 18 })
        let new = Results.cases((0..<200).map { $0 < 169 })
        let pair = pair(old, new)
        let exact = try metric("document_exact", pair)
        let p = try #require(exact.p)
        #expect(abs(p - 0.065) < 0.0005 && exact.test == "mcnemar-mid-p")
        #expect(exact.baseline == 0.91 && exact.candidate == 0.845)
        #expect(exact.difference.method == "tango-score" && exact.difference.value == -0.065)
        let flips = try #require(pair.flips)
        #expect(flips.lost == (169..<200).map { "r\($0)" } && flips.gained.count == 18)
        #expect(abs((flips.exactP ?? 0) - 0.085) < 0.0005)
    }

    @Test func `cost and time are compared relative to the baseline`() throws {
        let old = Results.cases(Results.scores(60, wrong: 6), cost: 0.02, seconds: 2)
        let new = Results.cases(Results.scores(60, wrong: 6), cost: 0.01, seconds: 3)
        let pair = pair(old, new)
        let cost = try metric("cost_per_document", pair)
        // Every case costs half: nothing is left to estimate.
        #expect(cost.change?.value == -0.5 && cost.change?.method == "exact")
        let time = try metric("latency", pair)
        #expect(abs(time.difference.value - 0.5) < 1e-9 && time.unit == .secondsRatio)
        let median = try metric("latency_p50", pair)
        #expect(abs(median.candidate / median.baseline - 1.5) < 1e-9)
        let correct = try metric("cost_per_correct", pair)
        #expect(correct.candidate < correct.baseline)
    }

    @Test func `a price that is unknown in one case leaves that case out, and no cost at all none`()
        throws
    {
        let old = Results.cases(Results.scores(30, wrong: 2))
        var new = old
        new[3].cost = nil
        #expect(try metric("cost_per_document", pair(old, new)).difference.n == 29)
        for index in new.indices { new[index].cost = nil }
        let none = pair(old, new).metrics.map(\.name)
        #expect(!none.contains("cost_per_document") && !none.contains("cost_per_correct"))
    }

    @Test func `errors that nobody sees cost what is stated`() throws {
        var economics = Economics(review: 0.5, error: 2, flag: .schemaValid)
        economics.volume = 1_000
        economics.promptCacheRate = 0.5
        var old = Results.cases([true, false, true, true], cost: 0)
        old[1].missed = 1
        var new = Results.cases([true, false, true, true], cost: 0)
        (new[1].flagged, new[1].missed) = (1, 0)
        let pair = pair(old, new, economics: economics)
        let expected = try metric("expected_cost", pair)
        #expect(expected.baseline == 0.5 && expected.candidate == 0.125)
        #expect(pair.monthly?.volume == 1_000 && pair.monthly?.baseline.asObserved?.value == 0)
    }

    @Test func `a month costs the mean times the volume, three ways`() throws {
        var economics = Economics()
        (economics.volume, economics.promptCacheRate) = (2_000, 0.5)
        let old = Results.cases(Results.scores(40, wrong: 1), cost: 0.01)
        let monthly = try #require(pair(old, old, economics: economics).monthly)
        let mean = old.compactMap(\.cost).reduce(0, +) / 40
        let seen = try #require(monthly.baseline.asObserved)
        #expect(abs(seen.value - mean * 2_000) < 1e-9 && seen.low < seen.value)
        // All of it cached costs half, so half of it cached costs three quarters.
        let stated = try #require(monthly.baseline.atStatedRate)
        #expect(abs(stated.value - 0.75 * seen.value) < 1e-9)
    }

    @Test func `tags with too few cases, or all of them, are no slices`() {
        let old = Results.cases(Results.scores(20, wrong: 0))
        let new = Results.cases(Results.scores(20, wrong: 8))
        var tags: [String: [String]] = [:]
        for index in 0..<20 {
            tags["r\(index)"] =
                ["all"] + (index >= 12 ? ["blurred"] : []) + (index < 3 ? ["rare"] : [])
        }
        let slices = pair(old, new, tags: tags).slices
        #expect(slices.map(\.tag) == ["blurred"])
        #expect(slices[0].metric.difference.value == -1 && slices[0].metric.adjusted != nil)
    }

    @Test func `fields are adjusted for their number, headline claims by Holm over all pairs`() {
        let old = Results.cases(Results.scores(50, wrong: 0))
        let new = Results.cases(Results.scores(50, wrong: 9))
        let pair = pair(old, new)
        #expect(pair.fields.map(\.name) == ["total", "date"])
        let (p, adjusted) = (pair.fields[0].p ?? 0, pair.fields[0].adjusted ?? 0)
        #expect(adjusted == 2 * p)
        let both = Comparator.adjusting([pair, pair])
        let exact = both[0].metrics[0]
        #expect((exact.adjusted ?? 0) > (exact.p ?? 1))
    }

    @Test func `groups widen what independent cases would say`() throws {
        let scores = (0..<60).map { $0 % 6 != 0 }
        let worse = (0..<60).map { $0 % 6 > 1 }
        let (old, new) = (Results.cases(scores), Results.cases(worse))
        func grouped(_ results: [CaseResult]) -> [CaseResult] {
            results.map { result in
                var result = result
                result.group = "g\((result.place ?? 0) / 6)"
                return result
            }
        }
        let plain = try metric("document_exact", pair(old, new))
        let wide = try metric("document_exact", pair(grouped(old), grouped(new)))
        #expect(plain.difference.method == "tango-score")
        #expect(wide.difference.method != "tango-score" && wide.test != "mcnemar-mid-p")
        #expect(pair(grouped(old), grouped(new)).flips?.midP == nil)
    }

    // Three repeats that all agree look like one trial, and are not.
    @Test func `repeats are never compared by McNemar`() throws {
        func repeated(_ results: [CaseResult]) -> [CaseResult] {
            results.map { result in
                var result = result
                result.scored = 3
                return result
            }
        }
        let old = repeated(Results.cases(Results.scores(60, wrong: 2)))
        let new = repeated(Results.cases(Results.scores(60, wrong: 9)))
        let pair = pair(old, new)
        #expect(try metric("document_exact", pair).test != "mcnemar-mid-p")
        #expect(pair.flips?.midP == nil && pair.flips?.lost.count == 7)
    }

    @Test func `the cheap and the accurate are on the front, what both beat is not`() {
        let runs = ["cheap", "strong", "poor"].map { Results.run($0) }
        let columns = [
            Results.cases(Results.scores(100, wrong: 30), cost: 0.001),
            Results.cases(Results.scores(100, wrong: 5), cost: 0.02),
            Results.cases(Results.scores(100, wrong: 50), cost: 0.03),
        ]
        let points = Front.points(runs, on: columns, seed: 1)
        #expect(points.map(\.isOnFront) == [true, true, false])
        #expect(points[2].probability == 0 && points[0].probability == 1)
        #expect(Front.points([runs[0]], on: [columns[0]], seed: 1).isEmpty)
    }
}
