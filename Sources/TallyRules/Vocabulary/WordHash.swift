/// A 64-bit hash of a word's folded letters (FNV-1a), built letter by letter.
struct WordHash: Hashable, Sendable {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    init() {}

    init(_ scalars: some Sequence<Unicode.Scalar>) {
        for scalar in scalars { add(scalar) }
    }

    mutating func add(_ scalar: Unicode.Scalar) {
        guard let letter = ScalarFold.letter(scalar) else { return }
        add(ScalarFold.lookalike(letter))
        // A sharp s stands for two.
        if scalar.value == 0xDF { add(UInt8(ascii: "S")) }
    }

    mutating func add(_ letter: UInt8) {
        value = (value ^ UInt64(letter)) &* 0x100_0000_01b3
    }
}
