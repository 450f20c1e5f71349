/// Why a cassette cannot be used, in a line that names its file.
package struct CassetteError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}
