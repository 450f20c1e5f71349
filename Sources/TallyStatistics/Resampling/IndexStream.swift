/// Random indices in 0..<count by counter: the words of `SeededGenerator` with the same seed, reached at any place.
///
/// Word i is mix(seed + (i + 1) gamma) of SplitMix64 (Steele, Lea and Flood 2014), so a resample's draws do not depend
/// on what was drawn before it. A word gives two indices, its lower half first, as (half * count) >> 32: the
/// probability of each index is within 2^-32 of 1 / count. Above 65,536 a word gives one index, within 2^-64.
struct IndexStream {
    private let seed: UInt64
    private let count: UInt64

    init(seed: UInt64, count: Int) {
        precondition(count > 0)
        self.seed = seed
        self.count = UInt64(count)
    }

    /// Words that `draws` indices take up.
    func words(draws: Int) -> Int { takesHalves ? (draws + 1) / 2 : draws }

    private var takesHalves: Bool { count <= 65_536 }

    @inline(__always)
    static func word(_ seed: UInt64, _ place: UInt64) -> UInt64 {
        var mixed = seed &+ (place &+ 1) &* 0x9e37_79b9_7f4a_7c15
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// Calls `body` with `draws` indices, of the resample with this number.
    @inline(__always)
    func forEach(resample: Int, draws: Int, _ body: (Int) -> Void) {
        var place = UInt64(resample) &* UInt64(words(draws: draws))
        guard takesHalves else {
            for _ in 0..<draws {
                body(Int(Self.word(seed, place).multipliedFullWidth(by: count).high))
                place &+= 1
            }
            return
        }
        for _ in 0..<(draws / 2) {
            let word = Self.word(seed, place)
            body(Int(truncatingIfNeeded: ((word & 0xffff_ffff) &* count) >> 32))
            body(Int(truncatingIfNeeded: ((word >> 32) &* count) >> 32))
            place &+= 1
        }
        if draws % 2 == 1 {
            let word = Self.word(seed, place)
            body(Int(truncatingIfNeeded: ((word & 0xffff_ffff) &* count) >> 32))
        }
    }
}
