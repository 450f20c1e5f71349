/// The HTTP proxy that the environment names for a URL.
///
/// As curl and Go read them: `HTTPS_PROXY`, `HTTP_PROXY` and `ALL_PROXY` in either case, and `NO_PROXY`, a list of hosts
/// and of domains with their subdomains, with or without a port; `*` is every host. Loopback is never proxied.
package struct ProxySetting: Sendable {
    package let host: String
    package let port: Int
    package let user: String?
    package let password: Secret?

    /// The proxy for a URL; `nil` when there is none, or the host is exempt.
    package static func find(
        for url: String,
        in environment: Environment
    ) throws(ConfigurationError) -> ProxySetting? {
        guard let target = Target(url), !target.isLoopback else { return nil }
        let names =
            target.isEncrypted
            ? ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"]
            : ["http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"]
        let exempt = first(["NO_PROXY", "no_proxy"], in: environment)?.value ?? ""
        guard let setting = first(names, in: environment), !target.isExempt(by: exempt) else {
            return nil
        }
        return try ProxySetting(setting.value, variable: setting.name)
    }

    private static func first(
        _ names: [String],
        in environment: Environment
    ) -> (name: String, value: String)? {
        for name in names {
            if let value = environment.value(name), !value.isEmpty { return (name, value) }
        }
        return nil
    }

    /// Reads `http://user:password@host:port`; scheme, credentials and port may be missing.
    private init(_ text: String, variable: String) throws(ConfigurationError) {
        func fault(_ problem: String) -> ConfigurationError {
            // The value may hold a password, so it is not shown.
            ConfigurationError(
                file: variable,
                message: problem,
                suggestion: "write it like http://proxy.example:8080"
            )
        }
        var rest = text[...]
        if let scheme = rest.firstRange(of: "://") {
            guard rest[..<scheme.lowerBound].lowercased() == "http" else {
                throw fault("a proxy of another kind than http://")
            }
            rest = rest[scheme.upperBound...]
        }
        rest = rest.prefix { $0 != "/" }
        if let at = rest.lastIndex(of: "@") {
            let parts = rest[..<at].split(
                separator: ":",
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            user = parts.first.map { Self.unescaped($0) }
            password = Secret(parts.count > 1 ? Self.unescaped(parts[1]) : "")
            rest = rest[rest.index(after: at)...]
        } else {
            user = nil
            password = nil
        }
        guard let (host, port) = Target.split(rest), !host.isEmpty else {
            throw fault("no host and port")
        }
        self.host = host
        self.port = port ?? 80
    }

    private static func unescaped(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "%"), digits.utf8.count == 2,
                let value = UInt8(digits, radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension ProxySetting {
    /// The host a URL leads to.
    private struct Target {
        let isEncrypted: Bool
        let host: String
        let port: Int

        init?(_ url: String) {
            guard let scheme = url.firstRange(of: "://") else { return nil }
            isEncrypted = url[..<scheme.lowerBound].lowercased() == "https"
            let authority = url[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" }
            guard let (host, port) = Self.split(authority) else { return nil }
            self.host = host
            self.port = port ?? (isEncrypted ? 443 : 80)
        }

        /// Host in lower case and port; an IPv6 address comes without its brackets.
        static func split(_ authority: Substring) -> (host: String, port: Int?)? {
            if authority.hasPrefix("["), let bracket = authority.firstIndex(of: "]") {
                let rest = authority[authority.index(after: bracket)...]
                let host = authority[..<bracket].dropFirst().lowercased()
                if rest.isEmpty { return (host, nil) }
                guard let port = UInt16(rest.dropFirst()), rest.hasPrefix(":") else { return nil }
                return (host, Int(port))
            }
            guard let colon = authority.lastIndex(of: ":") else {
                return (authority.lowercased(), nil)
            }
            guard let port = UInt16(authority[authority.index(after: colon)...]) else { return nil }
            return (authority[..<colon].lowercased(), Int(port))
        }

        var isLoopback: Bool {
            host == "localhost" || host.hasSuffix(".localhost") || host.hasPrefix("127.")
                || host == "::1"
        }

        func isExempt(by list: String) -> Bool {
            list.split(whereSeparator: { $0 == "," || $0 == " " }).contains { entry in
                if entry == "*" { return true }
                guard let (name, port) = Self.split(entry) else { return false }
                if let port, port != self.port { return false }
                let domain = name.hasPrefix(".") ? String(name.dropFirst()) : name
                return host == domain || host.hasSuffix("." + domain)
            }
        }
    }
}
