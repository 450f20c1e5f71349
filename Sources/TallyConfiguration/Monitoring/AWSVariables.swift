/// Finds who sends to AWS, and where, as AWS's own tools do.
///
/// Source: docs.aws.amazon.com/sdkref, "Environment variables support" and "Shared config and credentials files".
package struct AWSVariables: Sendable {
    package struct Keys: Sendable {
        package var accessKey: String
        package var secret: Secret
        package var sessionToken: Secret?
    }

    private let environment: Environment

    /// The environment should have read the benchmark's `.env` already.
    package init(_ environment: Environment) { self.environment = environment }

    /// `AWS_REGION`, else `AWS_DEFAULT_REGION`.
    package var region: String? { value("AWS_REGION") ?? value("AWS_DEFAULT_REGION") }

    /// `AWS_ENDPOINT_URL_CLOUDWATCH`, else `AWS_ENDPOINT_URL`; `nil` for AWS itself.
    package var endpoint: String? {
        value("AWS_ENDPOINT_URL_CLOUDWATCH") ?? value("AWS_ENDPOINT_URL")
    }

    /// The variables `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`, else the profile `AWS_PROFILE`
    /// (`default`) of `~/.aws/credentials`; `nil` where neither says.
    package func keys() throws(ConfigurationError) -> Keys? {
        if let id = value("AWS_ACCESS_KEY_ID"), let secret = value("AWS_SECRET_ACCESS_KEY") {
            return Keys(
                accessKey: id,
                secret: Secret(secret),
                sessionToken: value("AWS_SESSION_TOKEN").map { Secret($0) }
            )
        }
        let home = environment.value("HOME").map { $0 + "/.aws/credentials" }
        guard let path = value("AWS_SHARED_CREDENTIALS_FILE") ?? home,
            let file = try TextFile.readIfPresent(path)
        else { return nil }
        let members = Self.section(value("AWS_PROFILE") ?? "default", of: file.text)
        guard let id = members["aws_access_key_id"], let secret = members["aws_secret_access_key"]
        else { return nil }
        return Keys(
            accessKey: id,
            secret: Secret(secret),
            sessionToken: members["aws_session_token"].map { Secret($0) }
        )
    }

    /// The members of one section of an INI file.
    private static func section(_ name: String, of text: String) -> [String: String] {
        var members: [String: String] = [:]
        var isIn = false
        for line in text.split(whereSeparator: \.isNewline) {
            let line = line.filter { !$0.isWhitespace || $0 == " " }
            let words = line.drop { $0 == " " }
            if words.hasPrefix("#") || words.hasPrefix(";") { continue }
            if words.hasPrefix("[") {
                isIn = words.dropFirst().prefix { $0 != "]" }.filter { $0 != " " } == name
                continue
            }
            let parts = words.split(separator: "=", maxSplits: 1)
            guard isIn, parts.count == 2 else { continue }
            members[parts[0].filter { $0 != " " }] = parts[1].filter { $0 != " " }
        }
        return members
    }

    /// Empty counts as not set.
    private func value(_ name: String) -> String? {
        environment.value(name).flatMap { $0.isEmpty ? nil : $0 }
    }
}
