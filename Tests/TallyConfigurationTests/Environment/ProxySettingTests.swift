import TallyConfiguration
import Testing

struct ProxySettingTests {
    private func proxy(_ url: String, _ variables: [String: String]) throws -> String? {
        let found = try ProxySetting.find(for: url, in: Environment(process: variables))
        return found.map { proxy in
            let user = proxy.user.map { "\($0):\(proxy.password?.reveal() ?? "")@" } ?? ""
            return user + "\(proxy.host):\(proxy.port)"
        }
    }

    @Test(
        arguments: [
            ("https://api.x.com/v1", ["HTTPS_PROXY": "http://proxy:8080"], "proxy:8080"),
            ("https://api.x.com/v1", ["https_proxy": "proxy"], "proxy:80"),
            ("https://api.x.com/v1", ["HTTP_PROXY": "http://proxy:8080"], nil),
            ("http://api.x.com/v1", ["HTTP_PROXY": "http://proxy:8080/"], "proxy:8080"),
            ("https://api.x.com/v1", ["ALL_PROXY": "http://u:p%40w@[::1]:9"], "u:p@w@::1:9"),
            ("https://api.x.com/v1", ["HTTPS_PROXY": ""], nil),
        ] as [(String, [String: String], String?)]
    )
    func `the proxy follows the scheme`(url: String, variables: [String: String], expected: String?)
        throws
    {
        #expect(try proxy(url, variables) == expected)
    }

    @Test(arguments: [
        ("*", false), ("x.com", false), (".x.com", false), ("api.x.com:443", false),
        ("api.x.com:80", true), ("ax.com", true), ("y.com, other.org", true),
        ("y.com,API.X.COM", false), ("", true),
    ])
    func `hosts and domains may be exempt`(list: String, isProxied: Bool) throws {
        let variables = ["HTTPS_PROXY": "http://proxy:1", "NO_PROXY": list]
        #expect((try proxy("https://api.x.com/v1", variables) != nil) == isProxied)
    }

    @Test(arguments: ["http://127.0.0.1:8080/v1", "http://localhost/v1", "http://[::1]:80/v1"])
    func `loopback needs no proxy`(url: String) throws {
        #expect(try proxy(url, ["HTTP_PROXY": "http://proxy:1"]) == nil)
    }

    @Test(arguments: [
        "socks5://u:canary@proxy:1", "http://u:canary@:99999", "http://canary@proxy:x",
    ])
    func `a proxy that cannot be used is refused without being shown`(value: String) throws {
        let error = #expect(throws: ConfigurationError.self) {
            _ = try proxy("https://api.x.com/v1", ["HTTPS_PROXY": value])
        }
        let text = try #require(error?.description)
        #expect(text.hasPrefix("HTTPS_PROXY: ") && !text.contains("canary"))
    }
}
