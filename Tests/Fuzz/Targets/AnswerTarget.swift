import TallyCore
import TallyScoring

/// What models answer, parsed, mended and scored.
struct AnswerTarget: Target {
    private let parser = AnswerParser()
    private let scorer = Scorer(fields: FieldSpec.receipt, required: ["merchant", "date", "total"])
    private let truth = JSONObject([
        ("merchant", "Café Müller"), ("date", "2026-03-14"), ("total", .number("12.50")),
        ("tip", nil), ("currency", "EUR"),
        (
            "line_items",
            [
                ["description": "TEA", "quantity": 2, "total": .number("5.00")],
                ["description": "CAKE", "quantity": 1, "total": .number("7.50")],
            ]
        ),
    ])

    let words = [
        "```json\n", "```", "\"total\":", "\"line_items\":[", "\"quantity\":", "12,50 €",
        "1.234,56",
        "2026-13-45", "14.03.2026", "//", "/*", "*/", "True", "None", "Infinity", "\"merchant\":",
        "<think>", "</think>", "Here is the JSON:",
    ]

    let seeds = [
        #"{"merchant":"Café Müller","date":"2026-03-14","total":12.50,"tip":null,"currency":"EUR","#
            + #""line_items":[{"description":"TEA","quantity":2,"total":5.00}]}"#,
        "Here you are:\n```json\n{\"merchant\": \"X\", \"total\": \"12,50 €\"}\n```\nAnything else?",
        "{'merchant': 'X', 'total': 12.5, // a comment\n 'date': '14/03/2026',}",
        "<think>hm</think>{\"total\": 1e3}", "[{\"total\": 1}]", "I cannot read this.",
        "{\"a\":{\"b\":[1,",
    ].map { Array($0.utf8) }

    func read(_ input: [UInt8]) throws -> String {
        let text = String(decoding: input, as: UTF8.self)
        let parsed = parser.parse(text)
        guard case .success(let output) = parsed.result else {
            if case .failure(let fault) = parsed.result { return "\(fault.type)" }
            return ""
        }
        // What was read can be stored and read again.
        let again = parser.parse(JSONValue.object(output).jsonText)
        guard case .success(let stored) = again.result, stored == output else {
            throw Violation("an answer that reads otherwise once it is stored")
        }
        let score = scorer.score(expected: truth, predicted: output)
        guard (0...score.annotated).contains(score.right) else { throw Violation("right of none") }
        let repairs = parsed.repairs.map(\.rawValue).joined(separator: " ")
        let outcomes = score.fields.map(\.outcome.rawValue).joined(separator: " ")
        return repairs + outcomes
    }
}
