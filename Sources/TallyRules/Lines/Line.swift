/// One line of a receipt with its words and what they hint at.
struct Line: Hashable, Sendable {
    let index: Int
    /// The trimmed text, folded by `ScalarFold.normalise`.
    let scalars: [Unicode.Scalar]
    let words: [Word]
    /// The union of the words' hints.
    let hints: Hint
    let letters: Int
    let digits: Int

    var text: String { text(0..<scalars.count) }

    /// The text of a part of the line, without spaces at its ends.
    func text(_ range: Range<Int>) -> String {
        var range = range.clamped(to: 0..<scalars.count)
        while let first = range.first, Self.isSpace(scalars[first]) {
            range = first + 1..<range.upperBound
        }
        while let last = range.last, Self.isSpace(scalars[last]) {
            range = range.lowerBound..<last
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[range])
        return String(view)
    }

    func has(_ hint: Hint) -> Bool { !hints.isDisjoint(with: hint) }

    /// The scalar at a position, or `nil` outside the line.
    subscript(position: Int) -> Unicode.Scalar? {
        scalars.indices.contains(position) ? scalars[position] : nil
    }

    static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == ScalarFold.groupSpace
    }
}
