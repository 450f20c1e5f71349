import TallyCore
import TallyDatasets
import TallyImporting
import Testing

/// The importers against data that was converted elsewhere.
@Suite(.enabled(if: ReferenceData.receipts != nil, "TALLY_REFERENCE_DATA names no receipts"))
struct ReferenceTests {
    private let receipts: String

    init() throws { receipts = try #require(ReferenceData.receipts) }

    @Test func `SROIE's published files give the known texts and fields`() throws {
        let folder = try TemporaryFolder()
        let imported = try Import(.sroie, receipts + "/raw", in: folder)
        let known = try ReferenceData.records("sroie_train.jsonl")
        #expect(imported.cases.count == 8)
        #expect(imported.report.imagesFound == 5)
        for item in imported.cases {
            let id = "sroie-train-" + item.id.dropFirst("out-".count)
            let record = try #require(known.first { $0["id"]?.string == id })
            #expect(item.text == record["text"]?.string)
            #expect(Self.values(item.expected) == Self.values(record["expected"]?.object))
        }
    }

    /// One date, "(06/12/2016)", was left out elsewhere.
    @Test func `all of SROIE's dates and totals are read as they were elsewhere`() throws {
        let reader = LabelReader(locale: "en-MY", currency: "MYR")
        var differences: [String] = []
        for record in try ReferenceData.records("sroie_train.jsonl") {
            for (field, comparator) in [("date", FieldSpec.Comparator.date), ("total", .money)] {
                let raw = record["meta"]?["raw"]?[field]?.string ?? ""
                let value = try? reader.read(raw, as: comparator)
                let known = record["expected"]?[field]
                if value.map(Self.value) != known.map(Self.value) { differences.append(raw) }
            }
        }
        #expect(differences == ["(06/12/2016)"])
    }

    /// Elsewhere discounts and service charges were left out, and of two taxes that differ the first was taken.
    @Test func `CORD's labels are read as they were elsewhere, but for known differences`() throws {
        let known = try ReferenceData.records("cord_test.jsonl")
        let folder = try TemporaryFolder()
        let lines = known.compactMap { $0["meta"]?["raw"]?.jsonText }
        try folder.write(lines.map { $0 + "\n" }.joined(), to: "cord.jsonl")
        let imported = try Import(.cord, "cord.jsonl", in: folder)
        #expect(imported.cases.count == 100)
        var differences: [String] = []
        for (item, record) in zip(imported.cases, known) {
            let mine = Self.values(item.expected)
            let theirs = Self.values(record["expected"]?.object)
            for key in Set(mine.keys).union(theirs.keys) where mine[key] != theirs[key] {
                differences.append(key)
            }
        }
        #expect(
            differences.sorted() == Array(repeating: "discount", count: 6)
                + Array(repeating: "service_charge", count: 12) + ["tax"]
        )
        #expect(imported.report.unannotated == ["tax": [.conflicting: 1, .unreadable: 2]])
    }

    private static func values(_ object: JSONObject?) -> [String: JSONValue] {
        (object ?? JSONObject()).members.reduce(into: [:]) { $0[$1.key] = value($1.value) }
    }

    /// Numbers by value: 9.00 is 9.
    private static func value(_ value: JSONValue) -> JSONValue {
        switch value {
        case .number: value.double.map { .number($0) } ?? value
        case .array(let elements): .array(elements.map(self.value))
        case .object(let object):
            .object(JSONObject(object.members.map { ($0.key, self.value($0.value)) }))
        default: value
        }
    }
}
