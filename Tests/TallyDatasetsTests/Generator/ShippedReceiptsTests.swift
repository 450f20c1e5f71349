import Foundation
import TallyDatasets
import Testing

@Suite(.enabled(if: Places.root != nil, "datasets/receipts is not there"))
struct ShippedReceiptsTests {
    @Test(arguments: ["receipts.jsonl", "dataset.json", "README.md"])
    func `generating gives the shipped bytes`(name: String) throws {
        let folder = try TemporaryFolder()
        try ReceiptGenerator(.init(count: 200, seed: 7)).write(to: folder.path)
        let shipped = try #require(Places.root) + "/datasets/receipts/" + name
        let bytes = try Array(Data(contentsOf: URL(fileURLWithPath: shipped)))
        #expect(try folder.bytes(name) == bytes)
    }

    @Test func `the shipped receipts open`() throws {
        let dataset = try Dataset.open(try #require(Places.root) + "/datasets/receipts")
        #expect(dataset.count == 200)
        #expect(dataset.contents.withText == 200)
        #expect(!dataset.hasPersonalData)
    }
}
