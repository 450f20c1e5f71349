/// A run of letters and digits in a line.
struct Word: Hashable, Sendable {
    /// Position of the first scalar in the line.
    let start: Int
    /// Position after the last scalar.
    let end: Int
    let letters: Int
    let digits: Int
    let hints: Hint

    var count: Int { end - start }
    var isNumber: Bool { letters == 0 }
}
