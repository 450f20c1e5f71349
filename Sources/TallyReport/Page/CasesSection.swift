internal import Foundation
internal import TallyCore

/// The receipts: which came out differently, and what each model answered, with filters.
///
/// Without a script the first flips are a table. With one, a list that keeps only visible rows, whose details lie deflated
/// in blocks that are opened when they are looked at.
struct CasesSection {
    typealias Compression = ([UInt8]) throws -> [UInt8]

    /// Cases of which one block of details is made.
    private static let block = 200
    /// Rows of the table that needs no script.
    private static let mostListed = 40

    let cases: ReportedCases
    private let compress: Compression

    init(_ cases: ReportedCases, compress: @escaping Compression) {
        self.cases = cases
        self.compress = compress
    }

    func html() throws -> HTML {
        guard !cases.list.isEmpty else { return "<p>No case has a result.</p>" }
        return "\(note)\(browser)\(flips)\(try data())"
    }

    private var note: HTML {
        var text = "\(NumberText.grouped(cases.list.count)) documents"
        if cases.leftOut > 0 {
            text +=
                "; \(NumberText.grouped(cases.leftOut)) others are left out, those that came out differently first"
        }
        if !cases.showsValues { text += "; what receipts say is left out of this page" }
        return "<p class=\"note\">\(text).</p>"
    }

    /// The filters and the two panes, which the script fills and shows.
    private var browser: HTML {
        """
        <div data-live hidden><form class="inputs" id="filters" role="search">\
        <label>show <select id="f-kind"></select></label>\
        <label id="f-pair-label">comparing <select id="f-base"></select> with <select id="f-other"></select></label>\
        <label>field <select id="f-field"></select></label>\
        <label>tag <select id="f-tag"></select></label>\
        <label>kind of error <select id="f-error"></select></label>\
        <label>search <input type="search" id="f-text" placeholder="id, text or value"></label>\
        <output id="f-count" aria-live="polite"></output></form>\
        <div class="browser"><div id="list" role="listbox" tabindex="0" aria-label="Documents"><div id="rows" role="presentation"></div></div>\
        <article id="detail" aria-live="polite" tabindex="-1"></article></div></div>
        """
    }

    private var flips: HTML {
        let flips = cases.list.filter(\.isFlip)
        let shown = flips.prefix(Self.mostListed)
        guard !shown.isEmpty else { return "" }
        var table = DataTable(
            "Documents that came out differently"
                + (flips.count > shown.count ? ", the first \(shown.count) of \(flips.count)" : ""),
            [.text("document")] + cases.runs.map { .text($0) }
        )
        for item in shown {
            table.add(
                ["<bdi>\(item.id)</bdi>"]
                    + item.answers.map { $0.map { cell($0, item) } ?? "no result" }
            )
        }
        return "<div id=\"flips\">\(table.html)</div>"
    }

    private func cell(_ answer: ReportedCase.Answer, _ item: ReportedCase) -> HTML {
        guard answer.isWrong else { return "right" }
        guard answer.outcome == .answered else { return "<b>no usable answer</b>" }
        let wrong = answer.fields.filter { !$0.outcome.isRight }.prefix(3)
        let lines = wrong.map { field -> HTML in
            guard cases.showsValues else { return "<li>\(ReportNumbers.words(field.name))</li>" }
            let truth = Self.text(item.expected[field.name])
            let found = Self.text(answer.output?[field.name])
            return
                "<li>\(ReportNumbers.words(field.name)): <del>\(found)</del> <ins>\(truth)</ins></li>"
        }
        return "<ul class=\"faults\">\(lines)</ul>"
    }

    private static func text(_ value: JSONValue?) -> String {
        let text = value.map { $0.string ?? $0.jsonText } ?? "nothing"
        return text.count > 60 ? text.prefix(60) + "…" : text
    }

    // MARK: data for the script

    private func data() throws -> HTML {
        let names = CaseRow.Names(cases)
        let rows = cases.list.map { CaseRow(item: $0, cases: cases) }
        let index: JSONValue = [
            "runs": .array(cases.runs.map { .string($0) }),
            "fields": .array(cases.fields.map { .string($0) }),
            "tags": CaseRow.Names.list(names.tags),
            "kinds": .array(FieldError.allCases.map { .string(ReportNumbers.words($0.rawValue)) }),
            "block": .number(Self.block),
            "cases": .array(rows.map { $0.entry(names) }),
        ]
        var blocks: [HTML] = [Self.script("cases", index)]
        for (number, start) in stride(from: 0, to: rows.count, by: Self.block).enumerated() {
            let part = rows[start..<min(start + Self.block, rows.count)]
            let text = JSONValue.array(part.map(\.detail)).jsonText
            let packed = Data(try compress(Array(text.utf8))).base64EncodedString()
            blocks.append(
                "<script type=\"application/octet-stream\" id=\"block-\(number)\">\(packed)</script>\n"
            )
        }
        return HTML(blocks + pictures)
    }

    /// Each image apart, so that only the one that is looked at is decoded.
    private var pictures: [HTML] {
        cases.list.enumerated().compactMap { index, item in
            item.picture.map { picture in
                "<script type=\"application/octet-stream\" id=\"picture-\(index)\" data-type=\"\(picture.mediaType)\">\(picture.base64)</script>\n"
            }
        }
    }

    /// JSON that no markup in it can end, and whose source nothing reorders.
    static func script(_ id: String, _ value: JSONValue) -> HTML {
        var text = ""
        for scalar in value.jsonText.unicodeScalars {
            switch scalar.value {
            case 0x3C, 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF:
                let hex = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: text.unicodeScalars.append(scalar)
            }
        }
        return
            "<script type=\"application/json\" id=\"\(id)\">\(HTML(trusted: text))</script>\n"
    }
}
