/// Whether output may use colour; the caller decides by terminal, `NO_COLOR` and `TERM`.
package enum TextStyle: Sendable {
    case plain, colour

    /// The text in a look, or as it is in the plain style.
    package func apply(_ look: TextLook, to text: String) -> String {
        guard self == .colour, let code = look.code, !text.isEmpty else { return text }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
}

/// What a piece of text stands for, which decides its look.
package enum TextLook: Sendable {
    case normal, heading
    /// Beside the point: intervals, legends.
    case faint
    /// Not to be mistaken for a result: simulated runs, unknown prices.
    case caution
    case failure

    /// The SGR parameters of ECMA-48.
    fileprivate var code: String? {
        switch self {
        case .normal: nil
        case .heading: "1"
        case .faint: "2"
        case .caution: "33"
        case .failure: "31"
        }
    }
}
