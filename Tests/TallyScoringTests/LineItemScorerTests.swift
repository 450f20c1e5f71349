import TallyCore
import TallyScoring
import Testing

@Suite struct LineItemScorerTests {
    private let scorer = Scorer(required: ["line_items"])

    private let tea: JSONValue = ["description": "Ice Lemon Tea", "quantity": 2, "amount": 8]
    private let rice: JSONValue = ["description": "Nasi Goreng", "quantity": 1, "amount": 7]
    private let soup: JSONValue = ["description": "Soto Ayam", "quantity": 1, "amount": 9]

    @Test func `pairs items in any order`() throws {
        let score = try score([tea, rice, soup], [soup, tea, rice])
        #expect(score.matched == 3 && score.correct == 3)
        #expect(score.f1 == 1 && score.exactF1 == 1)
    }

    @Test func `counts missing and invented items`() throws {
        let cake: JSONValue = ["description": "Chocolate cake", "quantity": 3, "amount": 30]
        let score = try score([tea, rice, soup], [tea, cake])
        #expect(score.expected == 3 && score.predicted == 2 && score.matched == 1)
        #expect(score.precision == 0.5 && score.recall == 1.0 / 3)
    }

    @Test func `counts the subfields of the pairs`() throws {
        let misread: JSONValue = ["description": "Ice Lemn Tea", "quantity": 2, "amount": 80]
        let score = try score([tea, rice], [misread, rice])
        #expect(score.matched == 2 && score.correct == 1)
        #expect(score.subfields["amount"] == .init(annotated: 2, correct: 1))
        #expect(score.subfields["quantity"] == .init(annotated: 2, correct: 2))
        #expect(score.subfields["unit_price"] == nil)
    }

    @Test func `ignores what the truth does not annotate`() throws {
        let full: JSONValue = [
            "description": "ICE LEMON TEA", "quantity": "2 x", "unit_price": 4, "amount": "8.00",
        ]
        #expect(try score([tea], [full]).correct == 1)
    }

    @Test func `takes a subfield annotated as absent for agreed when it is not answered`() throws {
        let truth: JSONValue = ["description": "Tea", "quantity": nil]
        #expect(try score([truth], [["description": "Tea"]]).correct == 1)
        #expect(try score([truth], [["description": "Tea", "quantity": 2]]).correct == 0)
    }

    @Test func `pairs duplicates one to one`() throws {
        let score = try score([tea, tea, tea], [tea, tea])
        #expect(score.matched == 2 && !score.isCountExact)
    }

    @Test func `pairs no items below the gate`() throws {
        let other: JSONValue = ["description": "Car wash", "quantity": 2, "amount": 50]
        #expect(try score([tea], [other]).matched == 0)
    }

    @Test func `pairs items whose numbers all agree`() throws {
        let truth: JSONValue = [
            "description": "茶", "quantity": 2, "unit_price": 4, "amount": 8,
        ]
        let renamed: JSONValue = [
            "description": "Tea", "quantity": 2, "unit_price": 4, "amount": 8,
        ]
        let score = try score([truth], [renamed])
        #expect(score.matched == 1 && score.correct == 0)
    }

    @Test func `makes the document exact only when every item is right`() {
        #expect(exact([tea, rice], [rice, tea]) == true)
        #expect(exact([tea, rice], [tea, rice, soup]) == false)
        #expect(exact([tea, rice], [tea]) == false)
        #expect(exact([], []) == true)
        #expect(exact([], [tea]) == false)
    }

    @Test(.timeLimit(.minutes(1)))
    func `survives an answer of very many items`() throws {
        let many = (0..<20_000).map { JSONValue.object(JSONObject([("description", .number($0))])) }
        let score = try score([tea, rice, soup], many)
        #expect(score.predicted == 20_000)
    }

    private func score(_ truth: [JSONValue], _ answer: [JSONValue]) throws -> LineItemScore {
        let score = scorer.score(
            expected: ["line_items": .array(truth)],
            predicted: ["line_items": .array(answer)]
        )
        return try #require(score.lineItems)
    }

    private func exact(_ truth: [JSONValue], _ answer: [JSONValue]) -> Bool? {
        scorer.score(
            expected: ["line_items": .array(truth)],
            predicted: ["line_items": .array(answer)]
        ).isDocumentExact
    }
}
