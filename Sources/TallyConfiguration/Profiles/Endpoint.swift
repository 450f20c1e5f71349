/// The base URL of a profile's endpoint; messages never show it, since it may hold what is secret.
enum Endpoint {
    /// Fills in `${NAME}` and `${NAME:-default}` from the environment and checks the result.
    ///
    /// An empty variable counts as missing, as in a shell's `:-`.
    static func resolve(
        _ template: String,
        environment: Environment,
        fault: (String) -> ConfigurationError
    ) throws(ConfigurationError) -> String {
        var url = ""
        var rest = template[...]
        while let start = rest.firstRange(of: "${") {
            url += rest[..<start.lowerBound]
            rest = rest[start.upperBound...]
            guard let end = rest.firstIndex(of: "}") else { throw fault("${ without its }") }
            url += try value(String(rest[..<end]), environment: environment, fault: fault)
            rest = rest[rest.index(after: end)...]
        }
        return try check(url + rest, fault: fault)
    }

    private static func value(
        _ expression: String,
        environment: Environment,
        fault: (String) -> ConfigurationError
    ) throws(ConfigurationError) -> String {
        let separator = expression.firstRange(of: ":-")
        let name = String(expression[..<(separator?.lowerBound ?? expression.endIndex)])
        guard DotEnv.isVariableName(name) else {
            throw fault("expected ${NAME} or ${NAME:-default} with the name of a variable")
        }
        if let value = environment.value(name), !value.isEmpty { return value }
        guard let separator else { throw fault("the environment variable \(name) is not set") }
        return String(expression[separator.upperBound...])
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
        if rest.contains(where: { $0 == "?" || $0 == "#" }) { throw fault("holds a ? or #") }
        guard isHost(authority) else { throw fault("expected a host name, and a port up to 65535") }
        var base = scheme + rest
        while base.hasSuffix("/") { base.removeLast() }
        if base.hasSuffix("/chat/completions") {
            throw fault("leave /chat/completions away: it is added to the base URL")
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
