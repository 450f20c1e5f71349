import TallyCore
import TestServer
import Testing

/// Servers whose certificate does not hold: nothing is sent to them, and the reason is said in words.
@Suite(.timeLimit(.minutes(3)))
struct CertificateTests {
    enum Flaw: CaseIterable {
        case expired, otherHost, unknownAuthority

        var words: String {
            self == .otherHost
                ? "the certificate is for another host than localhost"
                : "the certificate of localhost is not trusted: it has expired, or its authority "
                    + "is not known"
        }
    }

    @Test(arguments: Flaw.allCases)
    func `a certificate that does not hold stops the lane unasked`(flaw: Flaw) async throws {
        let authority = try TestAuthority()
        let flawed = try authority.server(
            flaw == .otherHost ? "elsewhere.test" : "localhost",
            flaw == .expired ? .untilYesterday : .today
        )
        var benchmark = FaultBenchmark(concurrency: 1)
        try await FaultScene.with(benchmark, tls: flawed) { scene in
            try scene.sandbox.write(authority.pem, to: "ca.pem")
            benchmark.endpoint = "https://localhost:\(scene.server.port)/v1"
            if flaw != .unknownAuthority { benchmark.profile = ["ca_file: ca.pem"] }
            try scene.write(benchmark)
            let run = try await scene.run(exit: 6)
            // One attempt for each of the three trials after which the lane is given up.
            let attempts = try scene.store.attempts()
            #expect(attempts.count == 3)
            for attempt in attempts {
                #expect(attempt.error == "tls")
                #expect(attempt.message.contains(flaw.words), "\(attempt.message)")
                #expect(attempt.number == 1)
                #expect(attempt.billed == "not_billed")
                #expect(!attempt.wasSent)
            }
            #expect(scene.server.connections.all == 3)
            #expect(scene.server.plays.isEmpty)
            #expect(run["trials"]?["pending"]?.integer == FaultBenchmark.cases)
            #expect(run["stop_reason"]?.string?.contains(flaw.words) == true)

            benchmark.profile = ["ca_file: ca.pem"]
            try scene.write(benchmark)
            try scene.server.encrypt(by: try authority.server("localhost"))
            try await scene.resume()
        }
    }
}
