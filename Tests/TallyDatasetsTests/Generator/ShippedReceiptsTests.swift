import Foundation
import TallyCore
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

    @Test(arguments: ["injected.jsonl", "dataset.json", "README.md"])
    func `generating gives the shipped injections`(name: String) throws {
        let folder = try TemporaryFolder()
        let options = ReceiptGenerator.Options(
            name: "injected",
            count: 120,
            seed: 8,
            hasInjections: true
        )
        try ReceiptGenerator(options).write(to: folder.path)
        let shipped = try #require(Places.root) + "/datasets/injected/" + name
        let bytes = try Array(Data(contentsOf: URL(fileURLWithPath: shipped)))
        #expect(try folder.bytes(name) == bytes)
    }

    @Test func `every second receipt is the one before it with an injection`() {
        let generator = try? ReceiptGenerator(.init(count: 40, seed: 3, hasInjections: true))
        let receipts = generator.map { Array($0.receipts) } ?? []
        #expect(receipts.count == 40)
        #expect(Set(receipts.map(\.id)).count == 40)
        for index in stride(from: 0, to: receipts.count, by: 2) {
            let (plain, injected) = (receipts[index], receipts[index + 1])
            #expect(plain.expected == injected.expected && plain.split == injected.split)
            #expect(plain.group == plain.id && injected.group == plain.id)
            #expect(injected.tags == plain.tags + ["injection"])
            let lines = (plain.text ?? "").split(separator: "\n")
            let kept = (injected.text ?? "").split(separator: "\n").filter { lines.contains($0) }
            #expect(kept.count >= lines.count && injected.text != plain.text)
        }
    }

    @Test func `the shipped receipts open`() throws {
        let dataset = try Dataset.open(try #require(Places.root) + "/datasets/receipts")
        #expect(dataset.count == 200)
        #expect(dataset.contents.withText == 200)
        #expect(!dataset.hasPersonalData)
    }
}
