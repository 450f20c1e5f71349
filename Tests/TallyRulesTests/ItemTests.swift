import TallyCore
import TallyRules
import Testing

struct ItemTests {
    private func item(_ lines: String...) -> JSONValue? {
        let head = ["Blue Door", "09/03/2026 10:15"]
        let answer = RulesParser().parse((head + lines + ["TOTAL  99.00"]).joined(separator: "\n"))
        return answer.items.count == 1 ? answer.items[0] : nil
    }

    private static let full: JSONValue = [
        "description": "Rye Bread", "quantity": 2, "unit_price": .number("4.50"),
        "amount": .number("9.00"),
    ]

    @Test func `a name with an amount is an item`() {
        #expect(
            item("Rye Bread ..... 9.00 A") == [
                "description": "Rye Bread", "quantity": nil, "unit_price": nil,
                "amount": .number("9.00"),
            ]
        )
    }

    @Test func `reads quantity and price in columns`() {
        #expect(item("2  Rye Bread  4.50  9.00") == Self.full)
    }

    @Test func `reads quantity and price within the line`() {
        #expect(item("Rye Bread  2 x 4.50  9.00") == Self.full)
    }

    @Test func `reads quantity and price on the next line`() {
        #expect(item("Rye Bread  9.00", "  2 x 4.50") == Self.full)
        #expect(item("Rye Bread", "  2 x 4.50  9.00") == Self.full)
    }

    @Test func `reads weights`() {
        #expect(
            item("Apples  0.532 kg x 4.00/kg  2.13") == [
                "description": "Apples", "quantity": .number("0.532"),
                "unit_price": .number("4.00"), "amount": .number("2.13"),
            ]
        )
    }

    @Test func `a size in the name is not the price`() {
        #expect(item("Cola 0,5l  3,50")?["description"] == "Cola 0,5l")
        #expect(item("Screws 4x40  3.50")?["amount"] == .number("3.50"))
    }

    @Test func `column titles and payments are no items`() {
        let answer = receipt(
            "QTY  ITEM  PRICE  AMOUNT",
            "Bread  3.00",
            "SUBTOTAL  3.00",
            "TOTAL  3.00",
            "CASH  5.00",
            "CHANGE  2.00"
        )
        #expect(answer.items.count == 1)
    }
}
