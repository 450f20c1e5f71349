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
