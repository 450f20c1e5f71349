import TallyCore
import TallyScoring
import Testing

@Suite struct ReconciliationTests {
    private static let items: JSONValue = [["amount": 4], ["amount": "6.00"]]

    @Test(
        arguments: [
            ["subtotal": 10, "tax": 1, "total": 11], ["subtotal": 10, "tax": 1, "total": 10],
            ["line_items": items, "total": 10], ["line_items": items, "tax": 1, "total": 11],
            ["line_items": items, "subtotal": 10, "tax": 1, "tip": 2, "discount": -3, "total": 10],
            ["subtotal": 10, "discount": 3, "total": 7], ["subtotal": "9.99", "total": "10.00"],
        ] as [JSONValue]
    )
    func `holds when the amounts add up`(answer: JSONValue) {
        #expect(reconciles(answer) == true)
    }

    @Test(
        arguments: [
            ["subtotal": 10, "tax": 1, "total": 12], ["line_items": items, "total": 11],
            ["line_items": items, "subtotal": 8, "tax": 1, "total": 9],
        ] as [JSONValue]
    )
    func `fails when they do not`(answer: JSONValue) {
        #expect(reconciles(answer) == false)
    }

    @Test(
        arguments: [
            [:], ["total": 10], ["line_items": [["amount": nil]], "total": 10],
            ["line_items": items],
        ] as [JSONValue]
    )
    func `says nothing when there are too few amounts`(answer: JSONValue) {
        #expect(reconciles(answer) == nil)
    }

    private func reconciles(_ answer: JSONValue) -> Bool? {
        Scorer().score(expected: [:], predicted: answer).reconciles
    }
}
