import Foundation
import TallyCore
import TallyDatasets

/// Files of receipts, opened and read case by case.
struct DatasetTarget: Target {
    private let file = FileManager.default.temporaryDirectory
        .appendingPathComponent("fuzz-dataset-\(ProcessInfo.processInfo.processIdentifier).jsonl")

    let words = [
        "\"id\":", "\"text\":", "\"image\":", "\"expected\":", "\"tags\":[", "\"weight\":",
        "\"group\":",
        "\"split\":", "\"locale\":\"de-DE\"", "../", "%2e%2e/", "..\\", "/etc/passwd",
        "\"arrival\":",
        "\"user\":", "\"line_items\":[{", "\n{\"id\":",
    ]

    let seeds = [
        #"{"id":"a","text":"TOTAL 1.50","expected":{"total":1.50,"merchant":"X","tip":null}}"#
            + "\n"
            + #"{"id":"b","text":"x","image":"b.png","expected":{"date":"2026-03-14"},"tags":["t"],"weight":2}"#
            + "\n",
        #"{"id":"c","split":"test","group":"g","user":"u","arrival":1.5,"locale":"de-DE","text":"y","#
            + #""expected":{"line_items":[{"description":"TEA","total":1}]}}"# + "\r\n\r\n",
    ].map { Array($0.utf8) }

    func read(_ input: [UInt8]) throws -> String {
        try Data(input).write(to: file)
        let dataset: Dataset
        do throws(DatasetError) {
            dataset = try Dataset.open(file.path)
        } catch {
            guard !error.description.isEmpty, !error.description.contains("\u{1B}") else {
                throw Violation("an error without words, or with a terminal's")
            }
            // Where it stands says nothing; what it says does.
            let first = error.problems.first?.description ?? error.message
            let words = first.replacing(file.path, with: "").filter { !$0.isNumber }
            return String(words.prefix(60))
        }
        for position in 0..<dataset.count {
            let item = try dataset.load(position)
            guard !item.id.isEmpty else { throw Violation("a case without an id") }
        }
        return "\(min(dataset.count, 9)) cases"
    }
}
