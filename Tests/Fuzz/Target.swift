/// Something that reads what others wrote, and must read whatever they write.
protocol Target {
    /// Sound inputs that mutation begins with.
    var seeds: [[UInt8]] { get }
    /// Pieces that mean something to it.
    var words: [String] { get }

    /// Reads an input; returns what became of it in a few words, so that inputs with a new end can be kept.
    ///
    /// Throws `Violation` when something holds of the result that never may.
    func read(_ input: [UInt8]) throws -> String
}

/// A promise that an input broke.
struct Violation: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
