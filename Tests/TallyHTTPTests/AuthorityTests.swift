import TallyHTTP
import TestServer
import Testing

/// Whose certificates are trusted.
struct AuthorityTests {
    private let authority: TestAuthority
    private let file: AuthorityFile

    init() throws {
        authority = try TestAuthority()
        file = try AuthorityFile(authority.pem)
    }

    /// Asks a server on this computer that shows a certificate for `host`.
    private func ask(
        _ path: WirePath,
        host: String = "localhost",
        _ validity: TestAuthority.Validity = .today
    ) async throws -> (response: WireResponse, requests: [String]) {
        let answer = TestServer.response("200 OK", "", "{\"b\":2}")
        let tls = try authority.server(host, validity)
        return try await TestServer.with([answer], tls: tls) { server in
            (try await post("https://localhost:\(server.port)/v1", over: path), server.requests)
        }
    }

    @Test func `an authority named besides the system's is trusted`() async throws {
        let (response, requests) = try await ask(WirePath(moreAuthorities: file.path))
        #expect(response.failure == nil)
        #expect(response.body == Array("{\"b\":2}".utf8))
        #expect(requests.count == 1)
    }

    @Test func `an authority in the system's place is trusted`() async throws {
        let (response, _) = try await ask(WirePath(authorities: file.path))
        #expect(response.failure == nil)
        #expect(response.status == 200)
    }

    @Test func `an authority that nobody named is not trusted, and nothing is sent`() async throws {
        let (response, requests) = try await ask(WirePath())
        try expectRefused(response, requests)
    }

    @Test func `another authority does not help`() async throws {
        let other = try AuthorityFile(try TestAuthority().pem)
        let (response, requests) = try await ask(WirePath(moreAuthorities: other.path))
        try expectRefused(response, requests)
    }

    @Test func `an expired certificate is refused`() async throws {
        let path = WirePath(moreAuthorities: file.path)
        let (response, requests) = try await ask(path, .untilYesterday)
        try expectRefused(response, requests)
    }

    @Test func `a certificate for another host is refused, naming the host`() async throws {
        let path = WirePath(moreAuthorities: file.path)
        let (response, requests) = try await ask(path, host: "other.test")
        #expect(requests.isEmpty)
        #expect(response.sent == nil)
        let failure = try #require(response.failure)
        #expect(failure.kind == .tls)
        #expect(failure.message == "TLS: the certificate is for another host than localhost")
    }

    private func expectRefused(_ response: WireResponse, _ requests: [String]) throws {
        #expect(requests.isEmpty)
        #expect(response.sent == nil)
        #expect(response.status == nil)
        let failure = try #require(response.failure)
        #expect(failure.kind == .tls)
        #expect(
            failure.message
                == "TLS: the certificate of localhost is not trusted: it has expired, or "
                + "its authority is not known (`ca_file` names one)"
        )
    }
}
