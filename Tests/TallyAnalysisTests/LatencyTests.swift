import TallyCore
import Testing

struct LatencyTests {
    private func latency(_ records: [TrialRecord]) -> RunSummary.Latency {
        Trials.summary(of: records).latency
    }

    @Test(arguments: [
        (1, 0), (2, 1), (9, 1), (10, 2), (19, 2), (20, 3), (99, 3), (100, 4),
    ])
    func `a quantile needs enough observations`(count: Int, known: Int) {
        let latency = latency((0..<count).map { Trials.timed($0, 1 + Double($0)) })
        let quantiles = [latency.p50, latency.p90, latency.p95, latency.p99]
        #expect(quantiles.compactMap { $0 }.count == known)
        #expect(quantiles.prefix(known).allSatisfy { $0 != nil })
        #expect(latency.n == count)
    }

    @Test func `quantiles are observations, by nearest rank`() {
        let latency = latency((0..<100).map { Trials.timed($0, Double(100 - $0)) })
        #expect(latency.p50?.value == 50)
        #expect(latency.p90?.value == 90)
        #expect(latency.p95?.value == 95)
        #expect(latency.p99?.value == 99)
    }

    @Test func `intervals come from exact binomial ranks`() throws {
        let latency = latency((0..<100).map { Trials.timed($0, Double($0 + 1)) })
        let median = try #require(latency.p50)
        // Ranks 40 and 61 cover the median of 100 with 96.5 % (David and Nagaraja, 7.1).
        #expect(median.low == 40)
        #expect(median.high == 61)
        #expect(latency.p99?.high == .infinity)
    }

    @Test func `an attempt cut off by its deadline is a lower bound`() throws {
        var records = (0..<20).map { Trials.timed($0, 1 + Double($0) / 100) }
        records += (20..<22).map { Trials.timed($0, 30, error: .timeout, isCensored: true) }
        let latency = latency(records)
        #expect(latency.n == 22)
        #expect(latency.censored == 2)
        #expect(latency.p50?.value == 1.1)
        #expect(latency.p50?.method == "binomial-ranks")
        #expect(latency.p95?.value == 30)
        #expect(latency.p95?.high == .infinity)
        #expect(latency.p95?.method == "binomial-ranks-censored")
    }

    @Test func `a deadline shorter than the quantile leaves it a lower bound`() {
        var records = (0..<20).map { Trials.timed($0, 10 + Double($0)) }
        records.append(Trials.timed(20, 5, error: .timeout, isCensored: true))
        #expect(latency(records).p50?.method == "binomial-ranks-censored")
    }

    @Test func `what was not measured on the way to an answer stays out`() {
        let latency = latency([
            Trials.timed(0, 1), Trials.timed(1, 0.001, source: .cache), Trials.timed(2, nil),
            Trials.timed(3, 0.02, error: .serverError), Trials.timed(4, 2, error: .invalidJSON),
            Trials.timed(0, 0.1, repeatIndex: 1),
        ])
        #expect(latency.n == 2)
        #expect(latency.p50?.value == 1)
    }

    @Test func `time to first token comes from streamed answers only`() {
        let latency = latency([
            Trials.timed(0, 1, firstToken: 0.2), Trials.timed(1, 1, firstToken: 0.4),
            Trials.timed(2, 1), Trials.timed(3, 1),
        ])
        #expect(latency.firstTokenP50?.value == 0.2)
        #expect(latency.firstTokenP50?.n == 2)
        #expect(latency.firstTokenP95 == nil)
    }

    @Test func `without streaming there is no time to first token`() {
        let records = (0..<30).map { Trials.timed($0, 1) }
        let stalled = Trials.timed(30, 60, error: .timeout, isCensored: true)
        #expect(latency(records + [stalled]).firstTokenP50 == nil)
    }

    @Test func `an attempt that stalls before its first token counts against it`() {
        var records = (0..<19).map { Trials.timed($0, 2, firstToken: 0.5) }
        records += (19..<22).map { Trials.timed($0, 60, error: .timeout, isCensored: true) }
        let latency = latency(records)
        #expect(latency.firstTokenP50?.value == 0.5)
        #expect(latency.firstTokenP95?.value == 60)
        #expect(latency.firstTokenP95?.method == "binomial-ranks-censored")
    }
}
