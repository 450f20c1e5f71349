import TallyCore
import TallyDatasets
import TallyImporting
import Testing

struct MissingLabelsTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func start(
        _ change: (inout InitOptions) -> Void = { _ in }
    ) throws -> ProjectInit.Outcome {
        var options = InitOptions(source: folder.path, out: nil)
        options.name = "mine"
        change(&options)
        return try ProjectInit(options).run()
    }

    /// The lines of the error after the first, which counts.
    private func reasons(_ change: (inout InitOptions) -> Void = { _ in }) -> [String] {
        do {
            _ = try start(change)
            return ["nothing was wrong"]
        } catch {
            let text = "\(error)".replacing(folder.path, with: "DIR")
            return text.split(separator: "\n").map(String.init)
        }
    }

    private func utf16(_ text: String, isLittle: Bool = true) -> [UInt8] {
        ("\u{FEFF}" + text).utf16.flatMap { unit in
            let bytes = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
            return isLittle ? bytes : bytes.reversed()
        }
    }

    @Test func `an empty folder is said to be empty`() {
        #expect(
            reasons() == ["DIR: the folder is empty, expected images or texts with their labels"]
        )
    }

    @Test func `a header of unknown words is shown with a map that may be meant`() throws {
        try folder.write("SHOP", to: "1.txt")
        try folder.write("Datei;Händler;Summe;Datum\n1.txt;A;5;3.4.2026\n", to: "x/l.csv")
        #expect(
            reasons() == [
                "DIR: found 0 images and 1 text but no labels, expected a CSV file, JSON lines, or a "
                    + "JSON file a document",
                "x/l.csv: found the columns Datei, Händler, Summe, Datum, none of which is known; "
                    + "say what they stand for: --map file=Datei,merchant=Händler,total=Summe,"
                    + "date=Datum",
            ]
        )
    }

    @Test func `with such a map the file is one of labels`() throws {
        try folder.write("SHOP", to: "1.txt")
        try folder.write("Datei;Händler;Summe\n1.txt;A;5\n", to: "l.csv")
        let outcome = try start {
            $0.renames = [
                .init(field: "file", source: "datei"), .init(field: "total", source: "summe"),
            ]
        }
        #expect(outcome.layout == "labels in l.csv")
        #expect(outcome.report.fields.map(\.name) == ["handler", "total"])
    }

    @Test(arguments: [
        ("l.csv", "", "l.csv: the file is empty, expected a header and a row for each document"),
        ("l.xlsx", "PK", "l.xlsx: a spreadsheet is not read; save it as CSV (UTF-8)"),
        (
            "l.csv", "a,b\n1,2\n",
            "l.csv: found the columns a, b, none of which is known; say what they stand for: "
                + "--map file=COLUMN,total=COLUMN"
        ),
        ("l.doc", "x", "of no use here: 1 file, such as l.doc"),
        (
            "l.pdf", "%PDF-1",
            "l.pdf: it is a PDF, which no model is shown; export its pages as PNG or JPEG"
        ),
    ])
    func `a file that might hold labels is named`(
        name: String,
        content: String,
        line: String
    ) throws {
        try folder.write(content, to: name)
        #expect(reasons().dropFirst() == [line])
    }

    @Test func `a CSV that is neither UTF-8 nor marked says how to save it`() throws {
        try folder.write([0x48, 0xE4, 0x6E, 0x2C, 0x62, 0x0A], to: "l.csv")
        let line = "l.csv:1: found bytes that are not UTF-8 text; save it as CSV (UTF-8)"
        #expect(reasons().dropFirst() == [line])
        try folder.write(utf16("file,total\n").dropFirst(2), to: "l.csv")
        #expect(reasons().dropFirst() == [line])
    }

    @Test(arguments: [true, false])
    func `UTF-16 with its mark is read`(isLittle: Bool) throws {
        try folder.write("SHOP", to: "1.txt")
        let text = "file\tmerchant\ttotal\r\n1.txt\tHändler 🧾\t5\r\n"
        try folder.write(utf16(text, isLittle: isLittle), to: "l.csv")
        #expect(try start().layout == "labels in l.csv")
        let item = try Dataset.open(folder.path + "/tally/dataset").load(0)
        #expect(item.expected["merchant"] == "Händler 🧾")
        #expect(item.expected["total"] == 5)
    }

    @Test func `half a UTF-16 character is refused`() throws {
        try folder.write([0xFF, 0xFE, 0x61], to: "l.csv")
        #expect(reasons().dropFirst() == ["l.csv: found broken UTF-16; save it as CSV (UTF-8)"])
    }

    @Test func `a spreadsheet named as labels is refused`() throws {
        try folder.write("PK", to: "l.xlsx")
        #expect(
            reasons { $0.labels = "l.xlsx" } == [
                "--labels: l.xlsx: a spreadsheet is not read; save it as CSV (UTF-8)"
            ]
        )
    }

    @Test func `what can be read in two ways names the option that decides`() throws {
        try folder.write("SHOP", to: "1.txt")
        try folder.write("file,date,currency\n1.txt,3/4/2026,$\n", to: "l.csv")
        let remarks = try start().report.remarks.map(\.description)
        #expect(remarks.count == 2)
        #expect(remarks.contains { $0.contains("read in two ways (--locale decides); left") })
        #expect(
            remarks.contains { $0.contains("\"$\", which can be read in two ways; left") }
        )
    }
}
