/// Text of unknown origin (model names, server messages), made harmless for a terminal.
package enum TerminalText {
    /// The text without control characters, escape sequences and bidirectional overrides, on one line.
    ///
    /// Line breaks and tabs become spaces. A sequence that never ends loses only its introducer, so
    /// that it cannot swallow what follows.
    package static func sanitize(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
        var scalars = text.unicodeScalars[...]
        var clean = String.UnicodeScalarView()
        while let scalar = scalars.popFirst() {
            switch scalar.value {
            case 0x1B: skipEscape(&scalars)
            case 0x9B: skipControlSequence(&scalars)
            case 0x90, 0x98, 0x9D, 0x9E, 0x9F: skipString(&scalars)
            case 0x09, 0x0A, 0x0D, 0x85, 0x2028, 0x2029: clean.append(" ")
            case 0..<0x20, 0x7F..<0xA0: continue
            default: if !isInvisible(scalar) { clean.append(scalar) }
            }
        }
        return String(clean)
    }

    /// Marks that reorder or hide text around them.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x061C, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060, 0x2066...0x2069, 0xFEFF: true
        case 0xE0000...0xE007F: true
        default: false
        }
    }

    private static func skipEscape(_ rest: inout Substring.UnicodeScalarView) {
        switch rest.first {
        case "[":
            rest.removeFirst()
            skipControlSequence(&rest)
        case "]", "P", "X", "^", "_":
            rest.removeFirst()
            skipString(&rest)
        case let next? where (0x20..<0x7F).contains(next.value):
            let body = rest.drop { (0x20..<0x30).contains($0.value) }
            rest = body.dropFirst()
        default: break
        }
    }

    /// `CSI`: parameters and intermediates up to a final byte (ECMA-48, 5.4).
    private static func skipControlSequence(_ rest: inout Substring.UnicodeScalarView) {
        let body = rest.drop { (0x20..<0x40).contains($0.value) }
        guard let final = body.first, (0x40..<0x7F).contains(final.value) else { return }
        rest = body.dropFirst()
    }

    /// `OSC`, `DCS` and their kin: anything up to `BEL` or `ST`.
    private static func skipString(_ rest: inout Substring.UnicodeScalarView) {
        var body = rest
        while let scalar = body.popFirst() {
            if scalar.value == 0x07 || scalar.value == 0x9C { break }
            if scalar.value == 0x1B {
                if body.first == "\\" { body.removeFirst() }
                break
            }
            if body.isEmpty { return }
        }
        rest = body
    }
}
