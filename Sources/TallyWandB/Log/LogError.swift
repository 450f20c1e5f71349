/// Why a transaction log cannot be written or read; one line.
package struct LogError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: Sendable {
        /// It cannot be opened, read or written.
        case failed
        /// Its bytes are no transaction log, or a checksum is wrong.
        case damaged
    }

    package let code: Code
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { message }
}
