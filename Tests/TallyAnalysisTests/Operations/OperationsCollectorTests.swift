import TallyAnalysis
import TallyCore
import Testing

/// How runs went as operations see them.
struct OperationsCollectorTests {
    private static let noon = Moment(milliseconds: 1_795_521_600_000)

    private static func facts(
        _ name: String = "a",
        _ change: (inout OperationsFacts) -> Void = { _ in }
    ) -> OperationsFacts {
        var facts = OperationsFacts(name: name, isSimulated: false)
        change(&facts)
        return facts
    }

    private static func request(
        after seconds: Int64 = 0,
        error: ErrorType? = nil,
        service: Double = 1,
        cached: Int = 0,
        cost: Int64? = 1000
    ) -> StoredRequest {
        StoredRequest(
            opened: Moment(milliseconds: noon.milliseconds + seconds * 1000),
            profile: "p",
            error: error,
            service: service,
            usage: error == nil ? Usage(input: 80 - cached, cachedInput: cached, output: 20) : nil,
            cost: cost.map(Money.init(nanodollars:))
        )
    }

    private static func document(
        _ outcome: TrialOutcome = .answered,
        after hours: Int64 = 0,
        service: Double? = 1,
        isExact: Bool? = true,
        user: String? = nil,
        arrival: Double? = nil
    ) -> StoredDocument {
        StoredDocument(
            began: Moment(milliseconds: noon.milliseconds + hours * 3_600_000),
            arrival: arrival,
            user: user,
            outcome: outcome,
            service: service,
            isDocumentExact: isExact
        )
    }

    @Test func `requests are counted, and failures enter no mean`() {
        var collector = OperationsCollector()
        collector.begin(Self.facts())
        collector.add(Self.request(service: 1, cached: 10))
        collector.add(Self.request(service: 3))
        collector.add(Self.request(error: .timeout, service: 60, cost: 0))
        let run = collector.report.runs[0]
        #expect(run.requests == 3 && run.succeeded == 2 && run.meanService == 2)
        #expect(run.usage.prompt == 160 && run.usage.output == 40)
        #expect(run.cost == Money(nanodollars: 2000))
        #expect(run.cacheHits == 1 && run.cacheAsked == 2)
        collector.add(Self.request(cost: nil))
        #expect(collector.report.runs[0].cost == nil)
    }

    @Test func `a promise is met or missed only where the whole interval says so`() {
        var level = ServiceLevel()
        level.latency = .seconds(2)
        level.share = 0.5
        level.successRate = 0.9
        level.documentExact = 0.9
        var collector = OperationsCollector()
        collector.begin(Self.facts { $0.serviceLevel = level })
        for number in 0..<40 { collector.add(Self.document(isExact: number < 20)) }
        // One that failed at once was not in time, and one that only warmed up says nothing of time.
        collector.add(Self.document(.infrastructureFailure(.timeout), service: nil, isExact: nil))
        collector.add(
            StoredDocument(began: Self.noon, outcome: .answered, service: 9, isWarmUp: true)
        )
        let failed = TrialOutcome.infrastructureFailure(.timeout)
        collector.add(StoredDocument(began: Self.noon, outcome: failed, isWarmUp: true))
        let promises = collector.report.runs[0].promises
        #expect(promises.map(\.verdict) == [.met, .undecided, .missed])
        #expect(promises.map(\.estimate.n) == [41, 43, 40])
        #expect(promises[0].estimate.value == 40.0 / 41 && promises[1].estimate.value == 41.0 / 43)
    }

    @Test func `a month's bill is told against its budget`() {
        var economics = Economics()
        economics.volume = 1_000_000
        economics.monthlyBudget = 10
        var collector = OperationsCollector()
        collector.begin(Self.facts { $0.economics = economics })
        for _ in 0..<4 {
            collector.add(Self.request(cost: 10_000))
            collector.add(Self.request(cost: 10_000))
            collector.add(Self.document())
        }
        let burn = collector.report.runs[0].burn
        #expect(burn?.spend == 20 && burn?.share == 2 && burn?.lastDay == 15)
        collector.begin(Self.facts())
        collector.add(Self.document())
        #expect(collector.report.runs[1].burn == nil)
    }

    @Test func `the tightest limit binds`() {
        var profile = Profile(name: "p", provider: .openai, model: "m")
        profile.limits = RateLimits(requestsPerMinute: 60, tokensPerMinute: 3000)
        profile.concurrency = 10
        var collector = OperationsCollector()
        collector.begin(Self.facts { $0.profiles = [profile] })
        for _ in 0..<10 { collector.add(Self.request(service: 2)) }
        // Every second document took two requests.
        for _ in 0..<5 { collector.add(Self.request(error: .serverError, service: 1, cost: 0)) }
        for _ in 0..<10 { collector.add(Self.document()) }
        let bounds = collector.report.runs[0].capacity?.bounds ?? []
        #expect(bounds.map(\.limit) == [.tokensPerMinute, .requestsPerMinute, .concurrency])
        // 3,000 tokens a minute at 100 each; 60 requests at 1.5 each; 10 places at 2.5 s each.
        #expect(bounds.map { $0.documentsPerHour.rounded() } == [1800, 2400, 14_400])
    }

    @Test func `errors stand in spans of time that fit the run's length`() {
        var collector = OperationsCollector()
        collector.begin(Self.facts("a"))
        collector.add(Self.request())
        collector.add(Self.request(after: 59, error: .timeout))
        collector.add(Self.request(after: 61, error: .timeout))
        collector.begin(Self.facts("b"))
        collector.add(Self.request(after: 65, error: .rateLimited))
        collector.add(Self.request(after: 600))
        let report = collector.report
        #expect(report.errorSpan == 60)
        let minutes = report.errors.map {
            ($0.start.milliseconds - Self.noon.milliseconds) / 60_000
        }
        #expect(minutes == [0, 1])
        #expect(report.errors[1].counts.map(\.run) == ["a", "b"])
        #expect(report.errors[1].counts.map(\.type) == [.timeout, .rateLimited])
    }

    @Test func `hours are those of production where the dataset says when documents arrived`() {
        var collector = OperationsCollector()
        collector.begin(Self.facts())
        collector.add(Self.document(user: "ann"))
        collector.add(Self.document(after: 1, user: "ben"))
        collector.add(Self.document(after: 1, user: "ben"))
        let hour = Int(Self.noon.milliseconds / 3_600_000)
        let own = collector.report.activity
        #expect(own.hours == [hour: ["extract": 1], hour + 1: ["extract": 2]])
        #expect(own.users == ["ann": 1, "ben": 2] && !own.isByArrival)
        collector.add(Self.document(arrival: 7201))
        let recorded = collector.report.activity
        collector.add(Self.document(arrival: 1.8e18))
        collector.add(Self.document(arrival: 1e300))
        #expect(collector.report.activity.hours.count == 2)
        #expect(recorded.isByArrival && recorded.hours == [2: ["extract": 1]])
    }
}
