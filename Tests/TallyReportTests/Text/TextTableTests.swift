import TallyReport
import Testing

struct TextTableTests {
    private let table = TextTable(
        columns: [.init("name", .left, minimum: 4), .init("n"), .init("note", .left)],
        rows: [
            .cells(["short", "7", "a"]), .cells(["東京レシート", "1200", ""]), .rule("below"),
            .cells(["a longer name", "", "b"]),
        ]
    )

    @Test func `columns align by the width they take on a terminal`() {
        let expected = [
            "name              n  note", "short             7  a", "東京レシート   1200",
            "── below ────────────────", "a longer name        b",
        ]
        #expect(table.lines(width: 80) == expected)
    }

    @Test func `a column that keeps ends loses the middle of what is too long`() {
        var table = table
        table.columns[0].keepsEnds = true
        #expect(table.lines(width: 20).last == "a l…name        b")
    }

    @Test func `a cell over all columns makes none of them wider`() {
        var table = table
        let before = table.naturalWidth()
        table.rows.append(.span("a very long name over all of the columns"))
        #expect(table.naturalWidth() == before)
        #expect(table.lines(width: 80).last == "a very long name over all of the columns")
        #expect(table.lines(width: 20).last == "a very lo…he columns")
    }

    @Test(arguments: [
        ("abcdefghij", 10, "abcdefghij"), ("abcdefghij", 5, "ab…ij"), ("abcdefghij", 4, "a…ij"),
        ("東京レシート", 7, "東…ート"), ("abc", 2, "a…"), ("abc", 0, ""),
    ])
    func `a text is cut in its middle`(text: String, width: Int, expected: String) {
        let cut = DisplayWidth.cutMiddle(text, to: width)
        #expect(cut == expected)
        #expect(DisplayWidth.of(cut) <= width)
    }

    @Test func `the columns that may shrink make a table fit`() {
        let lines = table.lines(width: 20)
        #expect(
            lines == [
                "name         n  note", "short        7  a", "東京レ…   1200",
                "── below ───────────", "a longe…        b",
            ]
        )
    }

    @Test func `colour does not count as width`() {
        let styled = TextTable(
            columns: [.init(""), .init("")],
            rows: [.cells([.init("1", .failure), "2"]), .cells(["10", "20"])]
        )
        #expect(styled.lines(width: 80, style: .colour) == [" \u{1B}[31m1\u{1B}[0m   2", "10  20"])
    }
}
