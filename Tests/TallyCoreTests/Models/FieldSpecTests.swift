import TallyCore
import Testing

struct FieldSpecTests {
    private func read(_ field: FieldSpec) throws -> FieldSpec? {
        var task = ExtractionTask(system: nil, template: "{{text}}")
        task.fields = [field]
        let stored = try JSONParser.parse(task.configuration.jsonText)
        return ExtractionTask(configuration: stored)?.fields.first
    }

    /// Run keys of receipts rest on it.
    @Test func `a plain field is stored as its comparator's word`() {
        let stored = FieldSpec.receipt.map(\.configuration)
        #expect(stored == FieldSpec.receipt.map { .string($0.comparator.rawValue) })
    }

    @Test(arguments: FieldSpec.Comparator.allCases)
    func `every kind of field reads back whole`(comparator: FieldSpec.Comparator) throws {
        var field = FieldSpec("x", comparator)
        #expect(try read(field) == field)
        field.values = ["paid", "open"]
        field.element = .date
        field.tolerance = 20_000
        field.description = "what it is"
        #expect(try read(field) == field)
    }

    @Test func `a task with a field of an unknown kind is refused`() throws {
        let task = ExtractionTask(system: nil, template: "{{text}}")
        var stored = try #require(task.configuration.object)
        stored["fields"] = ["total": "money", "colour": "hue"]
        #expect(ExtractionTask(configuration: .object(stored)) == nil)
    }

    @Test func `whatever is said of a field changes the run's key`() {
        let profile = Profile(name: "rules", provider: .rules, model: "rules")
        func key(_ change: (inout FieldSpec) -> Void = { _ in }) -> Digest {
            var field = FieldSpec("x", .text)
            change(&field)
            let task = ExtractionTask(system: nil, template: "{{text}}", fields: [field])
            return Variant(name: "a", profile: profile).key(dataset: Digest(of: "d"), task: task)
        }
        let keys = [
            key(), key { $0.comparator = .choice }, key { $0.values = ["a"] },
            key { $0.element = .money }, key { $0.tolerance = 1 }, key { $0.description = "d" },
        ]
        #expect(Set(keys).count == keys.count)
    }
}
