/// Why a text is not the JSON it should be, and where.
package struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable {
        case syntax, invalidUTF8, duplicateKey, tooDeep, numberRange
    }

    package let code: Code
    package let message: String
    /// Zero-based byte offset of the fault.
    package let offset: Int

    package init(_ code: Code, _ message: String, offset: Int) {
        self.code = code
        self.message = message
        self.offset = offset
    }

    package var description: String { "\(message) at byte \(offset)" }
}
