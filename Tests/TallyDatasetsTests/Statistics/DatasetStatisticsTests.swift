import TallyCore
import TallyDatasets
import Testing

struct DatasetStatisticsTests {
    private func statistics(_ lines: String...) throws -> DatasetStatistics {
        let folder = try TemporaryFolder()
        let file = try folder.write(lines.joined(separator: "\n"), to: "x.jsonl")
        return try DatasetStatistics(of: Dataset.open(file))
    }

    @Test func `fields are counted as annotated, absent and distinct`() throws {
        let found = try statistics(
            record(#"{"total":1,"tip":null}"#),
            record(#"{"total":2,"tip":null}"#, id: "b"),
            record(#"{"total":1,"tip":3}"#, id: "c"),
            record("{}", id: "d")
        )
        #expect(found.fields.map(\.name) == ["total", "tip"])
        #expect(found.fields.map(\.annotated) == [3, 3])
        #expect(found.fields.map(\.absent) == [0, 2])
        #expect(found.fields.map(\.distinct) == [2, 1])
    }

    @Test func `lengths of texts have exact quantiles, repeats are counted`() throws {
        let folder = try TemporaryFolder()
        let lines = (1...100).map {
            #"{"id":"\#($0)","text":"\#(String(repeating: "ü", count: $0))"}"#
        }
        let more = [#"{"id":"r","text":"ü"}"#, #"{"id":"none"}"#]
        let file = try folder.write((lines + more).joined(separator: "\n"), to: "x.jsonl")
        let found = try DatasetStatistics(of: Dataset.open(file))
        #expect(found.textLengths.count == 101)
        #expect(found.textLengths.quantile(0.5) == 50)
        #expect(found.textLengths.quantile(0.95) == 95)
        #expect(found.repeatedTexts == 1)
    }

    @Test func `tags, groups, splits and locales are counted`() throws {
        let found = try statistics(
            #"{"id":"a","tags":["x","y"],"group":"g","split":"dev","locale":"de-DE"}"#,
            #"{"id":"b","tags":["y"],"group":"g","split":"dev"}"#,
            #"{"id":"c","group":"h"}"#
        )
        #expect(found.tags.sorted.map(\.name) == ["y", "x"])
        #expect(found.tags.sorted.map(\.count) == [2, 1])
        #expect(found.groups.counts.count == 2)
        #expect(found.grouped == 2)
        #expect(found.splits.counts == ["dev": 2])
        #expect(found.locales.counts == ["de-DE": 1])
    }

    @Test(arguments: [
        (#"{"subtotal":10,"tax":1.5,"total":11.5}"#, true),
        (#"{"subtotal":10,"tax":1.5,"total":10}"#, true),
        (#"{"subtotal":10,"tax":1.5,"discount":2,"total":9.5}"#, true),
        (#"{"subtotal":10,"discount":2,"total":10}"#, true),
        (#"{"subtotal":10,"tip":1,"service_charge":1,"total":12}"#, true),
        (#"{"subtotal":10,"rounding":-0.02,"total":9.98}"#, true),
        (#"{"subtotal":10,"tax":1.5,"total":11.51}"#, true),
        (#"{"subtotal":10,"tax":1.5,"total":11.52}"#, false),
        (#"{"subtotal":100,"tax":10,"total":111,"currency":"JPY"}"#, true),
        (#"{"subtotal":1,"tax":0.1,"total":1.102,"currency":"KWD"}"#, false),
    ])
    func `a total follows from all its parts`(expected: String, holds: Bool) throws {
        let closure = try statistics(record(expected)).closure
        #expect(closure.all.of == 1)
        #expect((closure.all.holds == 1) == holds)
    }

    @Test func `amounts too large for a receipt are no sum`() throws {
        let items = String(repeating: #"{"amount":99999999999},"#, count: 200).dropLast()
        let closure = try statistics(
            record(#"{"subtotal":1,"total":1e300,"line_items":[\#(items)]}"#)
        ).closure
        #expect(closure.items.of == 0)
        #expect(closure.all.of == 0)
    }

    @Test func `a sum with a term missing is not tried`() throws {
        let closure = try statistics(
            record(#"{"subtotal":3,"line_items":[{"amount":1},{"description":"x"}]}"#),
            record(#"{"total":3,"tax":1}"#, id: "b")
        ).closure
        #expect(closure.items.of == 0)
        #expect(closure.tax.of == 0)
        #expect(closure.all.of == 0)
    }
}

@Suite(.enabled(if: Places.receipts != nil, "TALLY_REFERENCE_DATA names no receipts"))
struct ReferenceStatisticsTests {
    private func statistics(_ name: String) throws -> DatasetStatistics {
        try DatasetStatistics(of: Dataset.open(#require(Places.receipts) + "/\(name).jsonl"))
    }

    @Test func `CORD's sums close as often as is known`() throws {
        let closure = try statistics("cord_test").closure
        #expect((closure.items.holds, closure.items.of) == (57, 63))
        #expect((closure.tax.holds, closure.tax.of) == (25, 41))
    }

    @Test func `SROIE has a date in all receipts but one`() throws {
        let found = try statistics("sroie_train")
        #expect(found.cases == 626)
        #expect(found.fields.first { $0.name == "date" }?.annotated == 625)
        #expect(found.missingImages == 58)
    }
}
