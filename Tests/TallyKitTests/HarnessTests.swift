import TallyCore
import TallyKit
import Testing

struct HarnessTests {
    @Test func `a benchmark of the rules runs to its end`() async throws {
        let bench = try Bench()
        let summary = try await bench.run()
        #expect(summary.state == .complete)
        #expect(summary.runs.map(\.trials.scored) == [2])
        #expect(summary.runs.map(\.cost.total) == [.zero])
    }

    @Test func `the library answers with the run document`() async throws {
        let bench = try Bench()
        let document = try JSONParser.parse(try await bench.harness.run(benchmark: bench.benchmark))
        #expect(document["schema"] == "tally.run/1")
        #expect(document["runs"]?[0]?["trials"]?["scored"] == 2)
    }

    @Test func `equal runs have equal digests`() async throws {
        let bench = try Bench()
        try await bench.run()
        let first = try bench.digest()
        try await bench.run()
        #expect(try bench.digest() == first)
    }

    @Test func `a run that was stopped goes on where it ended`() async throws {
        let bench = try Bench()
        let stopped = try await bench.run(stopped: true)
        #expect(stopped.state == .partial)
        #expect(stopped.runs.map(\.trials.pending) == [2])
        let listener = Listener()
        let resumed = try await bench.resume("latest", listener)
        #expect(resumed.id == stopped.id)
        #expect(resumed.state == .complete)
        #expect(listener.trials == 2)
        let whole = try bench.digest()
        try await bench.run()
        #expect(try bench.digest() == whole)
    }

    @Test func `a changed dataset is refused on resume, and taken again when restored`()
        async throws
    {
        let bench = try Bench()
        try await bench.run(stopped: true)
        try bench.write(Bench.receipts.replacing("Milk", with: "Silk"))
        let error = await #expect(throws: HarnessError.self) { try await bench.resume() }
        #expect(error?.code == .usage)
        #expect(error?.message.contains("changed since") == true)
        try bench.write(Bench.receipts)
        #expect(try await bench.resume().state == .complete)
    }

    @Test func `what is complete is not resumed`() async throws {
        let bench = try Bench()
        let done = try await bench.run()
        for selector in ["latest", done.id, "corner"] {
            let error = await #expect(throws: HarnessError.self) {
                try await bench.resume(selector)
            }
            #expect(error?.code == .usage)
        }
    }

    @Test func `the latest to resume is the newest that is not complete`() async throws {
        let bench = try Bench()
        try await bench.run(stopped: true)
        let newer = try await bench.run(stopped: true)
        try await bench.run()
        #expect(try bench.selector.resumable("latest").ulid == newer.id)
    }
}
