/// An API key: it can be handed on, but no description, dump or interpolation shows it.
package struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    private let value: String

    package init(_ value: String) { self.value = value }

    /// The key itself, for the one header that needs it.
    package func reveal() -> String { value }

    package var description: String { "(redacted)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
