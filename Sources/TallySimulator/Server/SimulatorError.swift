/// Why the simulator does not run.
package struct SimulatorError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable {
        /// The address cannot be listened on, or the server stopped by itself.
        case cannotServe
    }

    package let code: Code
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { message }
}
