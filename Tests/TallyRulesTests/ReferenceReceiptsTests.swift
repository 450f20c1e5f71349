import Foundation
import TallyCore
import TallyRules
import Testing

/// Real scanned receipts (SROIE, CC-BY-4.0), which are read in place and not part of the project.
///
/// The rules were tuned on the first 100 records only; all others stay unseen.
struct ReferenceReceiptsTests {
    /// `TALLY_REFERENCE_DATA`, else `shared/data` beside the package.
    private static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["TALLY_REFERENCE_DATA"] {
            return URL(filePath: path)
        }
        let package = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return package.deletingLastPathComponent().appending(path: "shared/data")
    }()

    private static let file = folder.appending(path: "receipts/sroie_train.jsonl")

    private static var isAvailable: Bool {
        FileManager.default.fileExists(atPath: file.path())
    }

    @Test(.enabled(if: isAvailable, "TALLY_REFERENCE_DATA does not lead to the SROIE receipts"))
    func `most of the first 100 SROIE receipts have merchant, date and total right`() throws {
        let text = try String(contentsOf: Self.file, encoding: .utf8)
        let parser = RulesParser()
        var exact = 0
        for line in text.split(separator: "\n").prefix(100) {
            let record = try JSONParser.parse(String(line))
            let expected = try #require(record["expected"]?.object)
            let answer = parser.parse(try #require(record["text"]?.string))
            if Self.isExact(answer, expected) { exact += 1 }
        }
        #expect(exact >= 88, "\(exact) of 100")
    }

    private static func isExact(_ answer: JSONObject, _ expected: JSONObject) -> Bool {
        let isMerchant =
            folded(answer.string("merchant") ?? "") == folded(expected.string("merchant") ?? "")
        let isDate = answer["date"] == expected["date"]
        let isTotal = answer["total"]?.double == expected["total"]?.double
        return isMerchant && isDate && isTotal
    }

    /// Letters and digits only, in one case.
    private static func folded(_ text: String) -> String {
        text.lowercased().filter { $0.isLetter || $0.isNumber }
    }
}
