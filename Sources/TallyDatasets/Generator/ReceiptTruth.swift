internal import TallyCore

/// The annotation of a receipt: what its paper says, null where it says nothing.
struct ReceiptTruth {
    let region: ReceiptRegion
    let draft: ReceiptDraft
    let layout: ReceiptLayout
    /// Annotates what the known fields have no place for.
    var hasFullConventions = false

    var expected: JSONObject {
        var expected = known
        if hasFullConventions {
            expected["service_charge"] = draft.service > 0 ? amount(draft.service) : .null
        }
        if region.roundingUnit > 1 {
            expected["rounding"] = draft.rounding == 0 ? .null : amount(draft.rounding)
        }
        return expected
    }

    private var known: JSONObject {
        JSONObject([
            ("merchant", .string(draft.merchant)),
            (
                "address",
                draft.address.isEmpty ? .null : .string(draft.address.joined(separator: ", "))
            ),
            ("date", .string(draft.date.iso)),
            ("currency", .string(region.currency)),
            ("subtotal", draft.printsSubtotal ? amount(draft.subtotal) : .null),
            ("discount", draft.discount > 0 ? amount(draft.discount) : .null),
            ("tax", draft.printsTax ? amount(draft.tax) : .null),
            ("tip", draft.tip > 0 ? amount(draft.tip) : .null),
            ("total", amount(draft.total)),
            ("line_items", .array(draft.items.map(item))),
        ])
    }

    private func amount(_ minor: Int) -> JSONValue { .number(region.amounts.lexeme(minor)) }

    private func item(_ item: ReceiptDraft.Item) -> JSONValue {
        var object = JSONObject([("description", .string(item.name))])
        if layout.showsQuantity(item) {
            let thousandths = AmountStyle(decimal: ".", grouping: "", digits: 3)
            let quantity =
                item.isWeighed ? thousandths.lexeme(item.quantity) : String(item.quantity / 1000)
            object["quantity"] = .number(quantity)
            object["unit_price"] = amount(item.unitPrice)
        }
        object["amount"] = amount(item.amount)
        return .object(object)
    }
}
