import Foundation
import Synchronization
import TallyCore
import TallyProviders
import TestServer
import Testing

struct AccessTests {
    private func requests(
        _ provider: Profile.Provider,
        access: Access,
        count: Int = 1,
        change: (inout Profile) -> Void = { _ in }
    ) async throws -> (exchanges: [Exchange], requests: [String]) {
        var profile = Profile(name: "p", provider: provider, model: "m")
        profile.isStreamed = false
        if provider == .azure { profile.azure = AzureRoute(.v1) }
        change(&profile)
        let prepared = profile
        let answer = TestServer.response("200 OK", "", Wire.completion("sk-1234 token-5678"))
        return try await TestServer.with([answer]) { server in
            let wire = try WireProvider(
                profile: prepared,
                endpoint: server.url,
                access: access,
                schema: [:]
            )
            var exchanges: [Exchange] = []
            for _ in 0..<count {
                let id = try #require(ULID("01ARYZ6S41TSV4RRFFQ69G5FAV"))
                let request = ModelRequest(id: id, prompt: Wire.prompt, text: "")
                exchanges.append(await wire.send(request))
            }
            try await wire.shutdown()
            return (exchanges, server.requests.map { $0.lowercased() })
        }
    }

    @Test(arguments: [
        (Profile.Provider.openai, KeyScheme.bearer, "authorization: bearer sk-1234"),
        (.azure, .apiKey, "api-key: sk-1234"), (.anthropic, .xAPIKey, "x-api-key: sk-1234"),
    ])
    func `each provider finds the key in its header`(
        provider: Profile.Provider,
        scheme: KeyScheme,
        header: String
    ) async throws {
        let access = Access(key: ("sk-1234", scheme))
        let sent = try await requests(provider, access: access).requests
        #expect(sent.first?.contains("\r\n\(header)\r\n") == true)
        #expect(sent.first?.components(separatedBy: "sk-1234").count == 2)
    }

    @Test func `headers of one's own are sent, and what they hold is scrubbed`() async throws {
        let access = Access(headers: [("X-Team", "token-5678")], secrets: ["token-5678"])
        let result = try await requests(.openai, access: access)
        #expect(result.requests.first?.contains("\r\nx-team: token-5678\r\n") == true)
        #expect(result.exchanges.first?.completion?.text == "sk-1234 [redacted]")
    }

    @Test func `Anthropic is told the version and the legacy route passes unknown members`()
        async throws
    {
        let anthropic = try await requests(.anthropic, access: Access()).requests
        #expect(anthropic.first?.contains("\r\nanthropic-version: 2023-06-01\r\n") == true)
        let legacy = try await requests(.azure, access: Access()) {
            $0.azure = AzureRoute(.models, version: "2024-05-01-preview")
        }
        #expect(legacy.requests.first?.contains("\r\nextra-parameters: pass-through\r\n") == true)
    }

    @Test func `a program's token is used until shortly before its end`() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            UUID().uuidString
        )
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let log = folder.appendingPathComponent("runs").path
        let script =
            "echo run >> \(log); echo '{\"accessToken\":\"token-5678\",\"expires_on\":1600}'"
        let time = Mutex(1000.0)
        let tokens = CommandTokens(command: ["sh", "-c", script]) { time.withLock { $0 } }
        let access = Access(key: ("sk-1234", .apiKey), tokens: tokens)
        let result = try await requests(.azure, access: access, count: 3)
        #expect(
            result.requests.allSatisfy { $0.contains("\r\nauthorization: bearer token-5678\r\n") }
        )
        #expect(result.requests.allSatisfy { !$0.contains("api-key") })
        #expect(result.exchanges.allSatisfy { $0.completion?.text == "[redacted] [redacted]" })
        let runs = { try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").count }
        #expect(try runs() == 1)
        time.withLock { $0 = 1301 }
        _ = try await requests(.azure, access: access)
        #expect(try runs() == 2)
    }

    @Test func `a failing renewal leaves the token good until its end`() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let mark = folder.appendingPathComponent("ran").path
        let script =
            "test -e \(mark) && exit 1; touch \(mark); "
            + "echo '{\"token\":\"token-5678\",\"expires_on\":1600}'"
        let time = Mutex(1000.0)
        let tokens = CommandTokens(command: ["sh", "-c", script]) { time.withLock { $0 } }
        let access = Access(tokens: tokens)
        #expect(try await requests(.azure, access: access).requests.count == 1)
        time.withLock { $0 = 1599 }
        // Twice: the failure is remembered for some seconds.
        #expect(try await requests(.azure, access: access, count: 2).requests.count == 2)
        time.withLock { $0 = 1611 }
        let late = try await requests(.azure, access: access)
        #expect(late.requests.isEmpty)
        #expect(late.exchanges.first?.error?.type == .auth)
    }

    @Test func `a header of one's own takes the key's place`() async throws {
        let own = Access(
            key: ("sk-1234", .bearer),
            headers: [("Authorization", "Basic token-5678")]
        )
        let sent = try await requests(.openai, access: own).requests
        #expect(sent.first?.contains("authorization: basic token-5678") == true)
        #expect(sent.first?.contains("sk-1234") == false)
    }

    @Test(arguments: [
        (["false"], "token_command false ended with exit code 1; run it by hand to see why"),
        (["echo", "two words"], "token_command echo printed no token"),
        (
            ["sh", "-c", "echo sk-secret; exit 3"],
            "token_command sh ended with exit code 3; run it by hand to see why"
        ),
    ])
    func `without a token nothing is sent, and no argument is shown`(
        command: [String],
        message: String
    ) async throws {
        let access = Access(tokens: CommandTokens(command: command) { 0 })
        let result = try await requests(.azure, access: access)
        #expect(result.requests.isEmpty)
        #expect(result.exchanges.first?.error == ProviderError(.auth, message))
        #expect(result.exchanges.first?.billing == .notBilled)
    }
}
