/// Why the harness cannot do what it was asked; one line that says what to do.
package struct HarnessError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable {
        /// The request itself is wrong: nothing was sent.
        case usage
        /// No baseline, or nothing that can be compared.
        case incomparable
        case failed
    }

    package let code: Code
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { message }
}
