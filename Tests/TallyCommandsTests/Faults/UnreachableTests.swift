import TallyCore
import TestServer
import Testing

/// Endpoints to which no connection can be made: a few attempts, then the lane stops, resumably.
@Suite(.timeLimit(.minutes(3)))
struct UnreachableTests {
    @Test func `a host without an address stops the lane`() async throws {
        try await check(
            endpoint: "http://no-such-host.invalid/v1",
            message: "cannot connect to no-such-host.invalid:80"
        )
    }

    @Test func `a port at which nobody listens stops the lane`() async throws {
        let port = try ReservedPort()
        defer { port.release() }
        try await check(
            endpoint: "http://127.0.0.1:\(port.number)/v1",
            message: "cannot connect to 127.0.0.1:\(port.number): Connection refused"
        )
    }

    @Test func `a host that does not take the connection stops the lane`() async throws {
        let port = try CrowdedPort()
        defer { port.release() }
        try await check(
            endpoint: "http://127.0.0.1:\(port.number)/v1",
            message: "no connection within the connect time-out",
            lines: ["timeouts: {connect: 300ms}"]
        )
    }

    private func check(
        endpoint: String,
        message: String,
        lines: [String] = []
    ) async throws {
        var benchmark = FaultBenchmark(concurrency: 1, endpoint: endpoint)
        benchmark.profile = lines
        try await FaultScene.with(benchmark) { scene in
            let run = try await scene.run(exit: 6)
            let attempts = try scene.store.attempts()
            // Two for each of the three trials after which the lane is given up.
            #expect(attempts.map(\.number) == [1, 2, 1, 2, 1, 2])
            for attempt in attempts {
                #expect(attempt.state == "done")
                #expect(attempt.error == "connect")
                #expect(attempt.message.hasPrefix(message), "\(attempt.message)")
                #expect(attempt.status == nil)
                #expect(attempt.billed == "not_billed")
                #expect(!attempt.wasSent)
            }
            #expect(try scene.store.trials().allSatisfy { $0.state == "pending" && !$0.isAccepted })
            #expect(run["trials"]?["pending"]?.integer == FaultBenchmark.cases)
            #expect(run["stop_reason"]?.string?.contains(message) == true)
            #expect(scene.server.connections.all == 0)

            benchmark.endpoint = nil
            try scene.write(benchmark)
            try await scene.resume()
            #expect(scene.server.plays.count == FaultBenchmark.cases)
        }
    }
}
