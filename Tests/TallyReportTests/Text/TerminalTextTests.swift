import TallyReport
import Testing

struct TerminalTextTests {
    @Test(arguments: [
        ("plain text", "plain text"),
        ("tab\there\nand\r\nthere", "tab here and  there"),
        ("a\u{1B}[31;1mred\u{1B}[0m", "ared"),
        ("a\u{1B}]8;;http://x\u{07}link\u{1B}]8;;\u{1B}\\b", "alinkb"),
        ("a\u{9B}2Jb\u{9D}0;title\u{9C}c", "abc"),
        ("a\u{1B}(Bb\u{1B}cc", "abc"),
        ("a\u{0}\u{7}\u{8}\u{7F}\u{84}b", "ab"),
        ("invoice\u{202E}fdp.exe\u{2066}\u{200F}", "invoicefdp.exe"),
        ("Café 東京 👍🏽", "Café 東京 👍🏽"),
    ])
    func `nothing that steers a terminal passes`(text: String, clean: String) {
        #expect(TerminalText.sanitize(text) == clean)
    }

    @Test func `an unfinished sequence swallows nothing`() {
        #expect(TerminalText.sanitize("a\u{1B}]0;the rest stays") == "a0;the rest stays")
        #expect(TerminalText.sanitize("a\u{1B}") == "a")
        #expect(TerminalText.sanitize("a\u{1B}[12") == "a12")
    }
}
