import Foundation
import TallyCore
import TallyWandB
import Testing

struct TableTests {
    @Test func `a table is named by its digest, and read as columns and rows`() throws {
        let folder = try TemporaryFolder()
        var writer = try TableWriter(files: folder.path, name: "t_4", columns: ["a", "b"])
        try writer.add([1, "x\"y"])
        try writer.add([.null, true])
        let file = try writer.finish()
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(file.path)"))
        let text = String(decoding: data, as: UTF8.self)
        #expect(text == #"{"columns":["a","b"],"data":[[1,"x\"y"],[null,true]]}"#)
        #expect(file.sha256 == Digest(of: data).hex)
        #expect(file.path == "media/table/t_4_\(file.sha256.prefix(20)).table.json")
        #expect(file.reference["nrows"] == 2 && file.reference["ncols"] == 2)
        #expect(file.reference["size"]?.integer == data.count)
        withExtendedLifetime(folder) {}
    }

    @Test func `an empty table is a table`() throws {
        let folder = try TemporaryFolder()
        var writer = try TableWriter(files: folder.path, name: "t", columns: ["a"])
        let file = try writer.finish()
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(file.path)"))
        #expect(String(decoding: data, as: UTF8.self) == #"{"columns":["a"],"data":[]}"#)
        withExtendedLifetime(folder) {}
    }

    private func trial(isExact: Bool, place: Int = 0) -> JudgedTrial {
        let score = TrialScore(
            fields: [
                FieldScore(
                    name: "total",
                    outcome: isExact ? .correct : .wrong,
                    isRawEqual: isExact
                )
            ],
            lineItems: nil,
            isDocumentExact: isExact,
            isDocumentExactRaw: isExact,
            annotated: 1,
            right: isExact ? 1 : 0,
            reconciles: nil
        )
        var record = TrialRecord(position: 0, caseID: "c1", outcome: .answered, score: score)
        record.place = place
        let values = TrialValues(
            expected: #"{"total":12.5}"#,
            output: #"{"total":12.5}"#,
            locale: nil,
            tags: ["en"]
        )
        return JudgedTrial(record: record, values: values)
    }

    @Test func `values stay out of a table that must not show them`() throws {
        let columns = PredictionTable.columns
        let hidden = try PredictionTable.row(trial(isExact: false), showsValues: false)
        let shown = try PredictionTable.row(trial(isExact: false), showsValues: true)
        #expect(hidden.count == columns.count && shown.count == columns.count)
        let text = JSONValue.array(hidden).jsonText
        #expect(!text.contains("12.5"))
        let expected = try #require(columns.firstIndex(of: "expected"))
        #expect(shown[expected] == .string(#"{"total":12.5}"#))
        #expect(columns.first == "example_id" && hidden.first == "c1")
    }

    @Test func `a scope holds what it says`() {
        let right = trial(isExact: true, place: 4).record
        let wrong = trial(isExact: false, place: 5).record
        #expect(!PredictionTable.holds(right, .none) && PredictionTable.holds(right, .all))
        #expect(!PredictionTable.holds(right, .failures) && PredictionTable.holds(wrong, .failures))
        #expect(PredictionTable.holds(right, .first(5)) && !PredictionTable.holds(wrong, .first(5)))
    }
}
