import TallyConfiguration
import TallyCore
import Testing

/// A decimal lexeme becomes the exact integer it stands for, or an error.
struct ExactDecimalTests {
    @Test(arguments: [
        ("2.50", 6, 2_500_000), ("0.000001", 6, 1), ("-0.5", 1, -5), ("1.25e-07", 12, 125_000),
        ("1e-05", 12, 10_000_000), (".5", 1, 5), ("12E+2", 0, 1200), ("0", 0, 0), ("0e9999", 0, 0),
        ("0.0000000", 0, 0), ("9223372036854775807", 0, Int64.max), ("100.000000000000", 0, 100),
    ])
    func `a decimal scales exactly`(text: String, power: Int, expected: Int64) throws {
        #expect(try ExactDecimal(text)?.integer(scaledBy: power) == expected)
    }

    @Test(arguments: ["", "-", ".", "1.2.3", "1e", "e5", "1_000", "0x10", "nan", "1e999999", "1 "])
    func `what is no decimal is refused`(text: String) {
        #expect(ExactDecimal(text) == nil)
    }

    @Test(arguments: [
        ("0.0000001", ExactDecimal.Fault.tooFine), ("1e-9999", .tooFine),
        ("9223372036854775808", .tooLarge), ("1e9999", .tooLarge),
    ])
    func `what does not fit is refused`(text: String, fault: ExactDecimal.Fault) {
        let power = fault == .tooFine ? 6 : 0
        #expect(throws: fault) { try ExactDecimal(text)?.integer(scaledBy: power) }
    }

    /// The same number written with its point anywhere and an exponent that makes up for it is the same.
    @Test func `every way to write a number gives the same integer`() throws {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<2000 {
            let value = Int64(generator.next() >> UInt64(generator.below(63) + 1))
            let digits = String(repeating: "0", count: generator.below(3)) + String(value)
            let cut = generator.below(digits.utf8.count + 1)
            let zeros = String(repeating: "0", count: generator.below(4))
            let shift = digits.utf8.count - cut
            let text = "\(digits.prefix(cut)).\(digits.dropFirst(cut))\(zeros)e\(shift)"
            #expect(try ExactDecimal(text)?.integer(scaledBy: 0) == value, "\(text)")
            if value % 10 != 0 {
                #expect(throws: ExactDecimal.Fault.tooFine) {
                    try ExactDecimal(text)?.integer(scaledBy: -1)
                }
            }
        }
    }
}
