import TallyConfiguration
import TallyCore
import Testing

/// The task is the built-in one except for what the benchmark writes.
struct TaskTests {
    private func task(_ yaml: String) throws -> ExtractionTask {
        try TemporaryFolder(["x.yaml": benchmark("task: " + yaml)]).load().benchmark.task
    }

    @Test func `the built-in prompt names every field and wraps the receipt`() throws {
        let task = try task("{}")
        for field in FieldSpec.receipt { #expect(task.template.contains("\n- \(field.name): ")) }
        #expect(task.template.hasSuffix("\n\n<receipt>\n{{text}}\n</receipt>"))
        #expect(!task.template.contains("{{fields}}"))
        #expect(task.prompt(for: "MILK 1.00").user.hasSuffix("<receipt>\nMILK 1.00\n</receipt>"))
        #expect(task.system?.isEmpty == false)
    }

    @Test func `chosen fields keep their order and are the only ones asked for`() throws {
        let task = try task("{fields: [total, merchant]}")
        #expect(task.fields == [FieldSpec("merchant", .text), FieldSpec("total", .money)])
        #expect(task.required == ["merchant", "total"])
        #expect(!task.template.contains("- date:"))
    }

    @Test func `required fields and date order are read`() throws {
        let task = try task("{required: [total, line_items], date_order: mdy}")
        #expect(task.required == ["total", "line_items"])
        #expect(task.dateOrder == .monthFirst)
    }

    @Test func `a prompt of one's own comes without the built-in system message`() throws {
        let task = try task("{prompt: \"Find {{fields}} in {{text}}\", fields: [total]}")
        #expect(task.template == "Find - total: the amount to pay in {{text}}")
        #expect(task.system == nil)
    }

    @Test func `the system message can be changed and removed`() throws {
        #expect(try task("{system: Hello}").system == "Hello")
        #expect(try task("{system: null}").system == nil)
    }

    @Test func `double braces that name nothing are text`() throws {
        let task = try task("{prompt: 'like {{\"a\": 1}} or {{ x y }}: {{text}}'}")
        #expect(task.template == "like {{\"a\": 1}} or {{ x y }}: {{text}}")
    }
}
