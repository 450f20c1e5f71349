import TallyHTTP
import TestServer
import Testing

/// The way through a proxy, which alone can find `model.test`.
struct ProxyTests {
    private static let answer = TestServer.response("200 OK", "", "{\"b\":2}")

    private func path(
        _ proxy: TestProxy,
        _ credentials: WirePath.Proxy.Credentials? = nil
    ) -> WirePath {
        WirePath(proxy: .init(host: "127.0.0.1", port: proxy.port, credentials: credentials))
    }

    private func refused(
        _ url: String,
        by rules: TestProxy.Rules,
        _ credentials: WirePath.Proxy.Credentials? = nil
    ) async throws -> WireResponse {
        try await TestProxy.with(rules) { proxy in
            try await post(url, over: path(proxy, credentials))
        }
    }

    @Test func `a plain request goes through a tunnel too`() async throws {
        try await TestServer.with([Self.answer]) { server in
            try await TestProxy.with(.init(hosts: ["model.test": server.port])) { proxy in
                let response = try await post("http://model.test/v1/chat?a=b", over: path(proxy))
                #expect(response.failure == nil)
                #expect(response.body == Array("{\"b\":2}".utf8))
                #expect(response.sent != nil)
                #expect(proxy.requests.count == 1)
                let asked = try #require(proxy.requests.first)
                #expect(asked.hasPrefix("CONNECT model.test:80 HTTP/1.1\r\n"))
                let request = try #require(server.requests.first)
                #expect(request.hasPrefix("POST /v1/chat?a=b HTTP/1.1\r\n"))
                #expect(request.hasSuffix("{\"a\":1}"))
            }
        }
    }

    @Test func `an encrypted request goes through a tunnel, in which the proxy reads nothing`()
        async throws
    {
        let authority = try TestAuthority()
        let file = try AuthorityFile(authority.pem)
        let tls = try authority.server("model.test")
        try await TestServer.with([Self.answer], tls: tls) { server in
            try await TestProxy.with(.init(hosts: ["model.test": server.port])) { proxy in
                var path = path(proxy)
                path.moreAuthorities = file.path
                let response = try await post("https://model.test/v1/chat", over: path)
                #expect(response.failure == nil)
                #expect(response.body == Array("{\"b\":2}".utf8))
                #expect(proxy.requests.count == 1)
                let asked = try #require(proxy.requests.first)
                #expect(asked.hasPrefix("CONNECT model.test:443 HTTP/1.1\r\n"))
                #expect(server.requests.first?.hasPrefix("POST /v1/chat HTTP/1.1\r\n") == true)
            }
        }
    }

    @Test func `the tunnel does not lend its trust to the server`() async throws {
        let tls = try TestAuthority().server("model.test")
        try await TestServer.with([Self.answer], tls: tls) { server in
            try await TestProxy.with(.init(hosts: ["model.test": server.port])) { proxy in
                let response = try await post("https://model.test/", over: path(proxy))
                #expect(response.failure?.kind == .tls)
                #expect(server.requests.isEmpty)
            }
        }
    }

    @Test(arguments: ["http", "https"])
    func `user name and password are for the proxy alone`(scheme: String) async throws {
        let authority = try TestAuthority()
        let file = try AuthorityFile(authority.pem)
        let tls = scheme == "https" ? try authority.server("model.test") : nil
        try await TestServer.with([Self.answer], tls: tls) { server in
            let rules = TestProxy.Rules(hosts: ["model.test": server.port], credentials: "me:p:w")
            try await TestProxy.with(rules) { proxy in
                var path = path(proxy, .init(user: "me", password: "p:w"))
                path.moreAuthorities = file.path
                let response = try await post("\(scheme)://model.test/", over: path)
                #expect(response.failure == nil)
                #expect(response.status == 200)
                let request = try #require(server.requests.first?.lowercased())
                #expect(!request.contains("proxy-authorization"))
            }
        }
    }

    @Test(arguments: ["http", "https"])
    func `a proxy that wants a password says so`(scheme: String) async throws {
        let response = try await refused("\(scheme)://model.test/", by: .init(credentials: "me:pw"))
        #expect(response.failure?.kind == .connect)
        #expect(
            response.failure?.message.hasSuffix("asks for a user name and a password") == true
        )
    }

    @Test(arguments: ["http", "https"])
    func `a proxy that wants another password says so`(scheme: String) async throws {
        let response = try await refused(
            "\(scheme)://model.test/",
            by: .init(credentials: "me:pw"),
            .init(user: "me", password: "secret")
        )
        let failure = try #require(response.failure)
        #expect(failure.kind == .connect)
        #expect(failure.message.hasSuffix("refuses the user name and the password"))
        #expect(!failure.message.contains("secret"))
    }

    @Test(arguments: [("http", 80), ("https", 443)])
    func `a proxy that makes no tunnel is named with the host it should lead to`(
        scheme: String,
        port: Int
    ) async throws {
        let response = try await refused(
            "\(scheme)://model.test/",
            by: .init(refusal: "502 Bad Gateway")
        )
        let failure = try #require(response.failure)
        #expect(failure.kind == .connect)
        #expect(failure.message.hasPrefix("the proxy 127.0.0.1:"))
        #expect(failure.message.hasSuffix(" makes no connection to model.test:\(port)"))
        #expect(response.sent == nil)
    }

    @Test func `a proxy that does not know the host makes no tunnel`() async throws {
        let response = try await refused("https://else.test/", by: .init(hosts: ["model.test": 1]))
        #expect(response.failure?.kind == .connect)
        #expect(response.failure?.message.hasSuffix("to else.test:443") == true)
    }

    @Test(arguments: ["http", "https"])
    func `a proxy that is not there is named`(scheme: String) async throws {
        let port = try await TestServer.freePort()
        let path = WirePath(proxy: .init(host: "127.0.0.1", port: port))
        let response = try await post("\(scheme)://model.test/", over: path)
        let failure = try #require(response.failure)
        #expect(failure.kind == .connect)
        #expect(failure.message.hasPrefix("cannot connect to the proxy 127.0.0.1:\(port): "))
    }
}
