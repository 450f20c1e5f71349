import Foundation
import TallyCore
import TallyDatasets
import Testing

struct ReceiptGeneratorTests {
    private static let shared = Result {
        try Array(ReceiptGenerator(.init(count: 600)).receipts)
    }
    private let receipts: [Case]

    init() throws { receipts = try Self.shared.get() }

    @Test func `a subset regenerates bit for bit`() throws {
        let larger = try ReceiptGenerator(.init(count: 100_000))
        for index in [0, 599, 17, 300, 42] {
            let one = CaseRecord.encode(larger.receipt(index)).jsonBytes
            #expect(one == CaseRecord.encode(receipts[index]).jsonBytes)
        }
    }

    @Test func `another seed gives other receipts`() throws {
        let other = try ReceiptGenerator(.init(count: 600, seed: 8))
        #expect(other.receipt(3).text != receipts[3].text)
    }

    @Test func `truth on clean paper can be read from it`() throws {
        for item in receipts where item.tags.contains("noise-clean") {
            let text = try #require(item.text)
            #expect(text.contains(try #require(item.expected["merchant"]?.string)))
            for line in item.expected["line_items"]?.array ?? [] {
                #expect(text.contains(try #require(line["description"]?.string)), "\(item.id)")
            }
        }
    }

    @Test func `heavy noise hides more than light noise`() throws {
        func hidden(_ tag: String) -> Double {
            let tagged = receipts.filter { $0.tags.contains(tag) }
            let lost = tagged.filter { item in
                guard let merchant = item.expected["merchant"]?.string else { return false }
                return item.text?.contains(merchant) == false
            }
            return Double(lost.count) / Double(tagged.count)
        }
        #expect(hidden("noise-clean") == 0)
        #expect(hidden("noise-light") > 0)
        #expect(hidden("noise-heavy") > 2 * hidden("noise-light"))
    }

    @Test func `a resubmitted receipt has the same truth, another scan and the same split`() throws
    {
        let groups = Dictionary(grouping: receipts.filter { $0.group != nil }, by: \.group)
        #expect(groups.count > 20)
        for pair in groups.values {
            #expect(pair.count == 2)
            #expect(pair.filter { $0.tags.contains("duplicate") }.count == 1)
            #expect(Set(pair.map(\.expected)).count == 1)
            #expect(Set(pair.map(\.split)).count == 1)
            #expect(Set(pair.map(\.id)).count == 2)
        }
    }

    @Test func `splits are dealt by their shares`() {
        let splits = receipts.reduce(into: [:]) { $0[$1.split ?? "", default: 0] += 1 }
        #expect(splits["smoke"] == 20)
        #expect(abs((splits["dev"] ?? 0) - 193) <= 1)
        #expect(abs((splits["test"] ?? 0) - 387) <= 1)
    }

    @Test(arguments: ["en-US", "de-DE", "ja-JP"])
    func `each locale has about a third`(locale: String) {
        let share = receipts.filter { $0.locale == locale }.count
        #expect((180...220).contains(share))
    }

    @Test(arguments: [
        "refund", "tip", "discount", "item-discount", "weighed", "tax-inclusive", "duplicate",
        "noise-clean", "noise-light", "noise-heavy",
    ])
    func `every feature occurs`(tag: String) {
        #expect(receipts.contains { $0.tags.contains(tag) })
    }

    @Test func `absent fields are null, not missing`() throws {
        let untipped = try #require(receipts.first { !$0.tags.contains("tip") })
        #expect(untipped.expected["tip"] == .null)
        #expect(receipts.contains { $0.expected["address"] == .null })
    }

    @Test(arguments: [
        (ReceiptGenerator.Options(count: 0), "--count must be at least 1"),
        (ReceiptGenerator.Options(locales: ["xx"]), "unknown locale \"xx\""),
        (ReceiptGenerator.Options(name: "../x"), "is no dataset name"),
        (ReceiptGenerator.Options(shares: []), "each split needs a name"),
    ])
    func `impossible options are refused`(
        options: ReceiptGenerator.Options,
        message: String
    ) throws {
        let error = #expect(throws: DatasetError.self) { try ReceiptGenerator(options) }
        #expect(error?.message.contains(message) == true)
    }
}
