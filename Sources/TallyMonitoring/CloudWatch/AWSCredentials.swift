/// Who signs requests to AWS; no description shows the secret.
package struct AWSCredentials: Sendable, CustomStringConvertible, CustomReflectable {
    package let accessKey: String
    let secret: String
    /// Of temporary credentials.
    let sessionToken: String?

    package init(accessKey: String, secret: String, sessionToken: String? = nil) {
        self.accessKey = accessKey
        self.secret = secret
        self.sessionToken = sessionToken
    }

    package var description: String { "AWS credentials (redacted)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
