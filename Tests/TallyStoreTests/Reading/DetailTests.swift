import GRDB
import TallyCore
import TallyStore
import Testing

struct DetailTests {
    @Test(arguments: [1, 1000, 1 << 20])
    func `a body comes back byte for byte`(size: Int) async throws {
        let bench = try Bench()
        var generator = SeededGenerator(seed: UInt64(size))
        let random = (0..<size).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
        let text = [UInt8](repeating: UInt8(ascii: "x"), count: size)
        try await bench.add(1, attempts: [.answer(body: random), .answer(body: text)])
        let detail = try #require(try bench.store.trials(of: bench.runs[0], case: "case-1").first)
        #expect(detail.attempts.map(\.body) == [random, text])
    }

    @Test func `text takes less room than it has letters`() async throws {
        let bench = try Bench()
        let body = Array(String(repeating: "{\"total\":5}", count: 1000).utf8)
        try await bench.add(1, attempts: [.answer(body: body)])
        let stored = try bench.read {
            try Int.fetchOne($0, sql: "SELECT LENGTH(deflated) FROM bodies") ?? 0
        }
        #expect(stored < body.count / 10)
    }

    @Test func `an attempt without a body has none`() async throws {
        let bench = try Bench()
        try await bench.add(1, attempts: [.failure(.connect, nil)])
        let detail = try #require(try bench.store.trials(of: bench.runs[0], case: "case-1").first)
        #expect(detail.attempts.map(\.body) == [[]])
        #expect(try bench.count("bodies") == 0)
    }

    @Test func `the case reads back whole`() async throws {
        let bench = try Bench()
        let trial = try await bench.add(1)
        let detail = try #require(try bench.store.trials(of: bench.runs[0], case: "case-1").first)
        #expect(detail.item == trial.item)
    }

    @Test func `an attempt shows what was asked, came back and cost`() async throws {
        let bench = try Bench()
        try await bench.add(1, attempts: [.failure(.serverError, 503), .answer()])
        let detail = try #require(try bench.store.trials(of: bench.runs[0], case: "case-1").first)
        #expect(detail.attempts.map(\.number) == [1, 2])
        #expect(detail.attempts.map(\.status) == [503, 200])
        #expect(detail.attempts.map(\.error) == ["server_error", nil])
        let last = detail.attempts[1]
        #expect(last.usage == Usage(input: 1000, cachedInput: 500, output: 200, reasoning: 50))
        #expect(last.price == PriceTable.mini.entries["mini"]?.first)
        #expect(last.service == 2.5)
        #expect(last.facts.model == "m-2026")
        #expect(last.facts.requestID == "req-1")
        #expect(last.finish == "stop")
        #expect(last.opened == Bench.now)
    }

    @Test func `executions that were not accepted are shown too`() async throws {
        let bench = try Bench()
        try await bench.add(1, attempts: [.failure(.rateLimited, 429)], result: nil)
        try await bench.add(1)
        try await bench.add(2)
        let details = try bench.store.trials(of: bench.runs[0], case: "case-1")
        #expect(details.map(\.isAccepted) == [false, true])
        #expect(details.map(\.output) == [nil, ["total": 5, "tip": nil]])
        #expect(details.map(\.score) == [nil, .sample()])
        #expect(try bench.store.trials(of: bench.runs[1], case: "case-1").isEmpty)
    }

    @Test func `experiments come newest first, runs in the order of their variants`() throws {
        let bench = try Bench()
        let later = Moment(milliseconds: Bench.now.milliseconds + 1)
        _ = try bench.writer.create(.sample(seed: 2, created: later, name: "later"))
        #expect(try bench.store.experiments().map(\.name) == ["later", "sample"])
        #expect(bench.runs.map(\.name) == ["a", "b"])
        #expect(bench.runs.map(\.planned) == [3, 3])
    }

    @Test func `an experiment keeps its dataset and the whole benchmark`() throws {
        let bench = try Bench()
        let record = try bench.store.experiment(bench.experiment)
        #expect(record.dataset == .sample)
        #expect(record.created == Bench.now)
        let benchmark = try #require(Benchmark(configuration: record.configuration))
        #expect(benchmark.variants.map(\.name) == ["a", "b"])
        #expect(benchmark.prices == .mini)
    }
}
