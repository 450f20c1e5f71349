/// Why a run did not reach the server; one line without any secret.
package struct UploadError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: Sendable {
        /// The server cannot be reached or has failed: a later try may succeed.
        case unavailable
        /// The server said no: a person has to act.
        case refused
        /// The log cannot be read.
        case unreadable
        case cancelled
    }

    package let code: Code
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { message }
}
