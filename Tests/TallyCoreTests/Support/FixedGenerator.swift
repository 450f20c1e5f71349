/// A generator whose every draw is the same.
struct FixedGenerator: RandomNumberGenerator {
    let value: UInt64

    init(_ value: UInt64) { self.value = value }

    mutating func next() -> UInt64 { value }
}
