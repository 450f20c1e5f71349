/// Markup in which only literals are markup: whatever is interpolated is escaped.
struct HTML: Sendable, ExpressibleByStringInterpolation {
    private(set) var text: String

    init(stringLiteral value: String) { text = value }
    init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

    /// Text of Tally's own that is markup already: a style sheet, a script, a document made of these.
    init(trusted text: String) { self.text = text }

    init(_ parts: [HTML]) { text = parts.map(\.text).joined() }

    static func + (left: HTML, right: HTML) -> HTML { HTML(trusted: left.text + right.text) }
    static func += (left: inout HTML, right: HTML) { left.text += right.text }

    var isEmpty: Bool { text.isEmpty }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity)
        }

        mutating func appendLiteral(_ literal: String) { text += literal }
        mutating func appendInterpolation(_ value: String) { text += HTML.escape(value) }
        mutating func appendInterpolation(_ value: Int) { text += String(value) }
        mutating func appendInterpolation(_ markup: HTML) { text += markup.text }
        mutating func appendInterpolation(_ parts: [HTML]) {
            for part in parts { text += part.text }
        }
        /// A coordinate or length to a tenth.
        mutating func appendInterpolation(_ value: Double) {
            text += NumberText.fixed(value, decimals: 1)
        }
    }

    /// The text for an element or a quoted attribute, without control characters and marks that reorder what is read.
    private static func escape(_ text: String) -> String {
        var result = ""
        for scalar in TerminalText.sanitize(text).unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

extension [HTML] {
    func joined(separator: HTML = "") -> HTML {
        HTML(trusted: map(\.text).joined(separator: separator.text))
    }
}
