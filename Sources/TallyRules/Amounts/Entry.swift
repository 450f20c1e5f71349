/// An amount with the label it stands under.
struct Entry: Hashable, Sendable {
    /// Index of the amount's line.
    let line: Int
    /// The hints of the label's words.
    var hints: Hint
    /// In minor units.
    let amount: Int
    /// Position of the amount in the line.
    let start: Int
    let end: Int
    let isLast: Bool
    let hasCurrency: Bool
    /// Written without the decimals its currency has: cut off, or no amount at all.
    var isWhole = false

    func has(_ hint: Hint) -> Bool { !hints.isDisjoint(with: hint) }
    func hasAll(_ hint: Hint) -> Bool { hints.isSuperset(of: hint) }
}
