import TallyCore
import Testing

struct ULIDTests {
    @Test func `the example of the specification holds its millisecond`() throws {
        let identifier = try #require(ULID("01ARYZ6S41TSV4RRFFQ69G5FAV"))
        #expect(identifier.milliseconds == 1_469_918_176_385)
        #expect(identifier.description == "01ARYZ6S41TSV4RRFFQ69G5FAV")
    }

    @Test func `an identifier has 26 characters and reads back`() throws {
        var generator = SeededGenerator(seed: 3)
        for shift in 0..<64 {
            let identifier = ULID(milliseconds: 1 << shift, using: &generator)
            let text = identifier.description
            #expect(text.utf8.count == 26)
            #expect(ULID(text) == identifier)
            #expect(ULID(text.lowercased()) == identifier)
        }
    }

    @Test func `later identifiers sort after earlier ones, as values and as text`() {
        var generator = SeededGenerator(seed: 4)
        var previous = ULID(milliseconds: 0, using: &generator)
        for _ in 0..<2000 {
            let later = previous.milliseconds + 1 + UInt64(generator.below(1 << 30))
            let next = ULID(milliseconds: later, using: &generator)
            #expect(previous < next)
            #expect(previous.description < next.description)
            previous = next
        }
    }

    @Test func `two identifiers of one millisecond differ`() {
        var generator = SeededGenerator(seed: 5)
        let made = (0..<1000).map { _ in ULID(milliseconds: 7, using: &generator) }
        #expect(Set(made).count == 1000)
    }

    @Test func `of the milliseconds 48 bits are kept`() {
        var generator = FixedGenerator(0)
        #expect(ULID(milliseconds: 1 << 48 | 5, using: &generator).milliseconds == 5)
    }

    @Test(arguments: [
        "", "01ARYZ6S41TSV4RRFFQ69G5FA", "01ARYZ6S41TSV4RRFFQ69G5FAVX",
        "81ARYZ6S41TSV4RRFFQ69G5FAV", "I1ARYZ6S41TSV4RRFFQ69G5FAV",
        "01ARYZ6S41TSV4RRFFQ69G5FAU", "01ARYZ6S41TSV4RRFFQ69G5F-V", "01ARYZ6S41TSV4RRFFQ69G5Fé",
    ])
    func `what is no identifier is refused`(text: String) {
        #expect(ULID(text) == nil)
    }

    @Test func `the largest identifier is all ones`() {
        #expect(ULID("7ZZZZZZZZZZZZZZZZZZZZZZZZZ")?.milliseconds == 1 << 48 - 1)
    }
}
