import TallyCore
import TallyRules
import Testing

/// Any text gives an answer, soon.
struct TotalityTests {
    private static let pieces = [
        "TOTAL", "RM", "$", "¥", "円", "12.50", "1,234.5", "-", "(", ")", "x", "2", "%", "/", "年",
        "月", "日", "SDN", "BHD", "(", "&", "Jan", ":", ".", ",", "'", "O", "l", "S", "B",
        "99999999999",
        "合計", "令和", "お釣り", "TIP", "GST SUMMARY", "CASH", "CHANGE", "JALAN", "kg", "@", "\u{A0}",
        "ROUNDING", "Date", "until", "\u{0301}", "👍", "ß", "\u{FEFF}", "\0", "999999999999.99",
    ]

    @Test func `random bytes never trap`() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<400 {
            let bytes = (0..<generator.below(400)).map { _ in UInt8(generator.below(256)) }
            #expect(RulesParser().parse(String(decoding: bytes, as: UTF8.self)).count == 10)
        }
    }

    @Test func `random pieces of receipts never trap`() {
        var generator = SeededGenerator(seed: 2)
        let joints = [" ", "  ", "", "\n", "\n", "\t"]
        for _ in 0..<1500 {
            var text = ""
            for _ in 0..<generator.below(60) {
                text += generator.pick(Self.pieces) + generator.pick(joints)
            }
            #expect(RulesParser().parse(text).count == 10)
        }
    }

    @Test(arguments: [
        "1", "1.", "-", "(", "TOTAL 1.00\n", "CASH 1.00 CHANGE 1.00\n", "年", "SDN BHD\n", "S/B",
        "1 x 1.00 1.00\n", "SUBTOTAL 9.99 TAX 1.00 ROUNDING 0.01 TOTAL\n", "12/12/2026 ", "合計 1\n",
    ])
    func `long repetitions take bounded time`(piece: String) {
        let text = String(repeating: piece, count: 100_000)
        let start = ContinuousClock.now
        #expect(RulesParser().parse(text).count == 10)
        // Generous for a debug build on a loaded machine; quadratic work would take minutes.
        #expect(ContinuousClock.now - start < .seconds(30))
    }

    @Test func `amounts beyond any receipt are left out instead of overflowing`() {
        let answer = receipt("TOTAL  99999999999999999999.99", "TOTAL  12.50")
        #expect(answer.lexeme("total") == "12.50")
    }
}
