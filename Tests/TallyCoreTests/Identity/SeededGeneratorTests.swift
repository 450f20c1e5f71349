import TallyCore
import Testing

struct SeededGeneratorTests {
    /// Values of the reference implementation (https://rosettacode.org/wiki/Pseudo-random_numbers/Splitmix64).
    @Test func `the numbers are those of SplitMix64`() {
        var generator = SeededGenerator(seed: 1_234_567)
        let drawn = (0..<5).map { _ in generator.next() }
        #expect(
            drawn == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
            ]
        )
    }

    @Test func `streams of one seed differ, equal ones agree`() {
        var one = SeededGenerator(seed: 1, stream: "a")
        var other = SeededGenerator(seed: 1, stream: "b")
        var again = SeededGenerator(seed: 1, stream: "a")
        let first = one.next()
        #expect(first != other.next())
        #expect(first == again.next())
    }

    @Test func `below reaches every number under its bound about equally often`() {
        var generator = SeededGenerator(seed: 9)
        var counts = [Int](repeating: 0, count: 7)
        for _ in 0..<70_000 { counts[generator.below(7)] += 1 }
        #expect(counts.allSatisfy { (9600...10_400).contains($0) })
    }

    @Test func `a unit lies in 0 to 1 and averages a half`() {
        var generator = SeededGenerator(seed: 10)
        let drawn = (0..<10_000).map { _ in generator.unit() }
        #expect(drawn.allSatisfy { (0..<1).contains($0) })
        #expect(abs(drawn.reduce(0, +) / 10_000 - 0.5) < 0.01)
    }
}
