/// Why a backend does not get what it should; one line, which ends no run.
package struct MonitorError: Error, Hashable, Sendable, CustomStringConvertible {
    package let message: String

    package init(_ message: String) { self.message = message }

    package var description: String { message }
}
