/// The base URL of a profile's endpoint; messages never show it, since it may hold what is secret.
enum Endpoint {
    /// Fills in the variables from the environment and checks the result.
    static func resolve(
        _ template: String,
        environment: Environment,
        fault: (String) -> ConfigurationError
    ) throws(ConfigurationError) -> String {
        let url = try Expansion.expand(template, environment: environment, fault: fault).text
        return try check(url, fault: fault)
    }

    private static func check(
        _ url: String,
        fault: (String) -> ConfigurationError
    ) throws(ConfigurationError) -> String {
        let lowered = url.lowercased()
        let scheme = ["http://", "https://"].first { lowered.hasPrefix($0) }
        guard let scheme else { throw fault("expected a URL that begins with http:// or https://") }
        guard url.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw fault("a URL holds no spaces and only ASCII")
        }
        let rest = url.dropFirst(scheme.count)
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        if authority.contains("@") {
            throw fault("holds a user name or password; name the key's variable in key_env instead")
        }
        if rest.contains(where: { $0 == "?" || $0 == "#" }) {
            throw fault("holds a ? or #; give the base URL alone")
        }
        guard isHost(authority) else { throw fault("expected a host name, and a port up to 65535") }
        var base = scheme + rest
        while base.hasSuffix("/") { base.removeLast() }
        for route in ["/chat/completions", "/responses", "/messages"] where base.hasSuffix(route) {
            throw fault("leave \(route) away: it is added to the base URL")
        }
        return base
    }

    private static func isHost(_ authority: Substring) -> Bool {
        var host = authority
        // An IPv6 address has colons of its own, within brackets.
        let afterBracket = authority.lastIndex(of: "]") ?? authority.startIndex
        if let colon = authority[afterBracket...].lastIndex(of: ":") {
            let port = authority[authority.index(after: colon)...]
            guard let port = UInt16(port), port > 0 else { return false }
            host = authority[..<colon]
        }
        return !host.isEmpty
            && host.allSatisfy { $0.isLetter || $0.isNumber || ".-_[]:".contains($0) }
    }
}
