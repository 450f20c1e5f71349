import Foundation
import Testing

/// What is wrong in a benchmark file is said in one line that names the place.
struct BadBenchmarkTests {
    @Test(arguments: [
        ("dataste: d", "x.yaml:4: unknown key \"dataste\"; did you mean \"dataset\"?"),
        (
            "limit: ten",
            "x.yaml:4: limit: expected a whole number of at least 1, found the text \"ten\""
        ),
        ("limit: 0", "x.yaml:4: limit: expected a whole number of at least 1, found the number 0"),
        (
            "limit: 1.5",
            "x.yaml:4: limit: expected a whole number of at least 1, found the number 1.5"
        ),
        ("limit:", "x.yaml:4: limit: expected a whole number of at least 1, found nothing"),
        (
            "limit: \"5\"",
            "x.yaml:4: limit: expected a whole number of at least 1, found the text \"5\""
        ),
        ("split: [test]", "x.yaml:4: split: expected text, found a list"),
        (
            "split: 7",
            "x.yaml:4: split: expected text, found the number 7; put it in quotation marks"
        ),
        (
            "repeats: 1001",
            "x.yaml:4: repeats: expected a whole number from 1 to 1000, found the number 1001"
        ),
        (
            "seed: -1",
            "x.yaml:4: seed: expected a whole number from 0 to 18446744073709551615, found the number -1"
        ),
        (
            "concurrency: true",
            "x.yaml:4: concurrency: expected a whole number from 1 to 1024, found true"
        ),
        ("limit: 1\nlimit: 2", "x.yaml:4: the key \"limit\" is written twice in one map"),
        ("task: {promt: a}", "x.yaml:4: task: unknown key \"promt\"; did you mean \"prompt\"?"),
        (
            "task: {prompt: read it}",
            "x.yaml:4: task.prompt: the prompt has no {{text}} for the receipt"
        ),
        (
            "task:\n  prompt: \"{{text}} {{txt}}\"",
            "x.yaml:5: task.prompt: unknown placeholder {{txt}}; known: {{text}}, {{fields}}"
        ),
        (
            "task: {fields: [totl]}",
            "x.yaml:4: task.fields[0]: unknown field \"totl\"; did you mean \"total\"?"
        ),
        ("task: {fields: [total, total]}", "x.yaml:4: task.fields[1]: \"total\" is listed twice"),
        ("task: {fields: []}", "x.yaml:4: task.fields: expected at least one field"),
        (
            "task: {fields: [tax]}",
            "x.yaml:4: task: missing key \"required\": fields holds none of the default ones"
        ),
        (
            "task: {fields: [total], required: [tax]}",
            "x.yaml:4: task.required[0]: unknown field \"tax\"; known: total"
        ),
        (
            "task: {date_order: dym}",
            "x.yaml:4: task.date_order: expected one of dmy, mdy, ymd, found \"dym\"; did you mean \"dmy\"?"
        ),
        ("task: []", "x.yaml:4: task: expected a map, found a list"),
    ])
    func `a mistake outside the variants is named`(lines: String, message: String) throws {
        let folder = try TemporaryFolder(["x.yaml": benchmark(lines)])
        #expect(folder.complaint() == message)
    }

    @Test(arguments: [
        ("[gpt-4p]", "x.yaml:3: variants[0]: unknown profile \"gpt-4p\"; did you mean \"gpt-4o\"?"),
        (
            "[rules, {profile: rulez}]",
            "x.yaml:3: variants[1].profile: unknown profile \"rulez\"; did you mean \"rules\"?"
        ),
        (
            "[rules, rules]",
            "x.yaml:3: variants[1]: a second variant named \"rules\"; give it a `name`"
        ),
        ("[]", "x.yaml:3: variants: expected at least one variant"),
        ("rules", "x.yaml:3: variants: expected a list, found the text \"rules\""),
        (
            "[[rules]]",
            "x.yaml:3: variants[0]: expected the name of a profile, or a map, found a list"
        ),
        ("[{name: a}]", "x.yaml:3: variants[0]: missing key \"profile\""),
        (
            "[{profile: rules, name: a b}]",
            "x.yaml:3: variants[0].name: \"a b\" is no name: use letters, digits and . _ - : @ +"
        ),
        (
            "[{profile: rules, name: latest}]",
            "x.yaml:3: variants[0].name: \"latest\" is reserved: it stands for the newest run"
        ),
        (
            "[{profile: rules, output: prompt}]",
            "x.yaml:3: variants[0].output: the provider rules has no use for this key"
        ),
        (
            "[{profile: sim-gpt-4o, name: gpt-4o}]",
            "x.yaml:3: variants[0].name: the name of what is simulated begins with \"sim-\""
        ),
        (
            "[{profile: rules, name: sim-rules}]",
            "x.yaml:3: variants[0].name: only what is simulated has a name in \"sim-\""
        ),
        (
            "[{profile: sim-gpt-4o, parameters: {model: x}}]",
            "x.yaml:3: variants[0].parameters.model: not a parameter: the profile's `model` sets it"
        ),
        (
            "[{profile: sim-gpt-4o, parameters: {top_p: 007}}]",
            "x.yaml:3: variants[0].parameters.top_p: the number 007 has no JSON form; write it like 0.5 or 1e-3"
        ),
    ])
    func `a mistake in the variants is named`(variants: String, message: String) throws {
        let folder = try TemporaryFolder(["x.yaml": benchmark("", variants: variants)])
        #expect(folder.complaint() == message)
    }

    @Test(arguments: [
        ("", "x.yaml: the file is empty"),
        ("# nothing\n", "x.yaml: the file is empty"),
        ("- a\n", "x.yaml:1: expected a map, found a list"),
        ("dataset: d\n", "x.yaml:1: missing key \"name\""),
        ("name: x\nvariants: [rules]\n", "x.yaml:1: missing key \"dataset\""),
        ("name: x\ndataset: null\n", "x.yaml:1: missing key \"dataset\""),
        ("name: x\ndataset: d\n", "x.yaml:1: missing key \"variants\""),
    ])
    func `a file without what it must have is refused`(text: String, message: String) throws {
        #expect(try TemporaryFolder(["x.yaml": text]).complaint() == message)
    }

    @Test func `a control character in the file stays off the terminal`() throws {
        let folder = try TemporaryFolder(["x.yaml": benchmark("\"a\\e[31m\\nb\": 1")])
        #expect(folder.complaint()?.hasPrefix("x.yaml:4: unknown key \"a\\u{1b}[31m\\nb\"") == true)
    }
}
