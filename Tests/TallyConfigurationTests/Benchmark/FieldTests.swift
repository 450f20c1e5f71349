import TallyConfiguration
import TallyCore
import Testing

/// A task asks for a receipt's fields by name, and for others with their comparator.
struct FieldTests {
    private func task(_ fields: String, _ more: String = "") throws -> ExtractionTask {
        let lines = "task:\n  required: [total]\n  fields: \(fields)\n\(more)"
        return try TemporaryFolder(["x.yaml": benchmark(lines)]).load().benchmark.task
    }

    private static let invoice = """

            - {name: invoice_number, compare: text, description: the number of the invoice}
            - total
            - {name: status, compare: enum, values: [paid, open]}
            - {name: orders, compare: list, of: number}
            - {name: net, compare: money, tolerance: 0.02}
            - date
            - {name: due_date, compare: date}
            - {name: positions, compare: line_items}
        """

    @Test func `a receipt's fields come first, the others as they are written`() throws {
        let names = try task(Self.invoice).fields.map(\.name)
        #expect(
            names == [
                "date", "total", "invoice_number", "status", "orders", "net", "due_date",
                "positions",
            ]
        )
    }

    @Test func `every setting of a field is read`() throws {
        let fields = try task(Self.invoice).fields
        #expect(fields[2].description == "the number of the invoice")
        #expect(fields[3].comparator == .choice && fields[3].values == ["paid", "open"])
        #expect(fields[4].comparator == .list && fields[4].element == .number)
        #expect(fields[5].comparator == .money && fields[5].tolerance == 20_000)
        #expect(fields[7].comparator == .lineItems)
    }

    @Test func `the prompt tells of each field what is known`() throws {
        let template = try task(Self.invoice).template
        for line in [
            "- total: the amount to pay\n", "- invoice_number: the number of the invoice\n",
            "- status: one of \"paid\", \"open\"\n", "- orders: a list of numbers\n",
            "- net: an amount\n", "- due_date: a date as YYYY-MM-DD\n",
            "- positions: a list with one object for each item sold",
        ] { #expect(template.contains(line)) }
    }

    @Test func `a list of texts is a list without words about it`() throws {
        let field = try task("[total, {name: tags, compare: list}]").fields.last
        #expect(field?.element == .text)
        let template = try task("[total, {name: note, compare: text}]").template
        #expect(template.contains("- note\n"))
    }

    @Test func `a receipt's field in a map keeps its comparator unless another is written`() throws
    {
        let fields = try task("[{name: total, tolerance: 0.01}, {name: tip, compare: number}]")
            .fields
        #expect(fields.map(\.comparator) == [.number, .money])
        #expect(fields[1].tolerance == 10_000)
    }

    @Test func `names alone make the task they always made`() throws {
        #expect(
            try task("[total, merchant]").fields == [
                .init("merchant", .text), .init("total", .money),
            ]
        )
    }

    @Test(arguments: [
        (
            "[invoice_number]",
            "[0]: unknown field \"invoice_number\"; a field of your own is written as {name: ..., compare: text}"
        ),
        ("[{name: vat}]", "[0]: missing key \"compare\""),
        (
            "[{name: vat, compare: monye}]",
            "[0].compare: expected one of text, money, date, currency, number, enum, list, line_items, "
                + "found \"monye\"; did you mean \"money\"?"
        ),
        (
            "[{name: due date, compare: date}]",
            "[0].name: \"due date\" is no name for a field: use letters, digits and _, at most 64"
        ),
        ("[{name: status, compare: enum}]", "[0]: missing key \"values\""),
        ("[{name: s, compare: enum, values: []}]", "[0].values: expected at least one value"),
        (
            "[{name: s, compare: enum, values: [a, A]}]",
            "[0].values[1]: \"A\" is listed twice; case makes no difference"
        ),
        (
            "[{name: s, compare: enum, values: [yes, 1]}]",
            "[0].values[1]: expected text, found the number 1; put it in quotation marks"
        ),
        (
            "[{name: s, compare: text, values: [a]}]",
            "[0].values: only fields of enum have a use for this key"
        ),
        (
            "[{name: s, compare: text, of: date}]",
            "[0].of: only fields of list have a use for this key"
        ),
        (
            "[{name: s, compare: list, of: enum}]",
            "[0].of: expected one of text, number, money, date, found \"enum\""
        ),
        (
            "[{name: s, compare: date, tolerance: 1}]",
            "[0].tolerance: only fields of money and number have a use for this key"
        ),
        (
            "[{name: s, compare: money, tolerance: -1}]",
            "[0].tolerance: expected a number from 0 to 1000000 with at most 6 decimals, found the number -1"
        ),
        (
            "[{name: s, compare: money, tolerance: 0.0000001}]",
            "[0].tolerance: expected a number from 0 to 1000000 with at most 6 decimals, "
                + "found the number 0.0000001"
        ),
        (
            "[total, {name: total, compare: text}]",
            "[1]: \"total\" is listed twice"
        ),
        (
            "[{name: line_items, compare: list}]",
            "[0].compare: line_items is the items of a receipt, not \"list\"; "
                + "give a field of your own another name"
        ),
        (
            "[{name: merchant, compare: list}]",
            "[0].compare: merchant is one value of a receipt, not \"list\"; "
                + "give a field of your own another name"
        ),
        (
            "[line_items, {name: positions, compare: line_items}]",
            "[1]: a second field of line_items: one is scored"
        ),
        ("[{name: s, compare: text, unit: EUR}]", "[0]: unknown key \"unit\""),
    ])
    func `a mistake in a field is named`(fields: String, message: String) throws {
        let folder = try TemporaryFolder(["x.yaml": benchmark("task: {fields: \(fields)}")])
        let complaint = try #require(folder.complaint())
        #expect(complaint.hasPrefix("x.yaml:4: task.fields" + message))
    }

    @Test func `a default of required that no field bears is asked for`() throws {
        let folder = try TemporaryFolder([
            "x.yaml": benchmark("task: {fields: [{name: invoice_number, compare: text}]}")
        ])
        #expect(
            folder.complaint()
                == "x.yaml:4: task: missing key \"required\": fields holds none of the default ones"
        )
    }
}
