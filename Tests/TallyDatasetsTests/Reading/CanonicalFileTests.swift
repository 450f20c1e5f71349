import TallyCore
import TallyDatasets
import Testing

@Suite(.enabled(if: Places.receipts != nil, "TALLY_REFERENCE_DATA names no receipts"))
struct CanonicalFileTests {
    private func open(_ name: String) throws -> Dataset {
        try Dataset.open(try #require(Places.receipts) + "/\(name).jsonl")
    }

    @Test(arguments: [
        ("sroie_train", 626, 626, 58, 58, 0),
        ("softmatic_de", 26, 26, 26, 26, 0),
        ("cord_test", 100, 0, 0, 0, 100),
    ])
    func `the canonical files load as they are`(
        name: String,
        count: Int,
        text: Int,
        image: Int,
        missing: Int,
        neither: Int
    ) throws {
        let dataset = try open(name)
        #expect(dataset.name == name)
        #expect(dataset.count == count)
        #expect(dataset.contents.withText == text)
        #expect(dataset.contents.withImage == image)
        #expect(dataset.contents.missingImages == missing)
        #expect(dataset.contents.withNeither == neither)
        for position in 0..<count { _ = try dataset.load(position) }
    }

    @Test func `the German merchants are slugs and the locale is known`() throws {
        let item = try open("softmatic_de").load(0)
        #expect(item.tags == [CaseRecord.slugTag])
        #expect(item.locale == "de-DE")
    }

    @Test func `the receipt without a date has none annotated`() throws {
        let dataset = try open("sroie_train")
        let undated = try (0..<dataset.count).filter {
            try dataset.load($0).expected["date"] == nil
        }
        #expect(undated.count == 1)
    }
}
