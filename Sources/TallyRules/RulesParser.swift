package import TallyCore

/// Reads a receipt's OCR text by rules alone: the zero-cost baseline that every model is compared with.
///
/// The same text always gives the same answer, and any text gives one.
package struct RulesParser: Sendable {
    private let vocabulary = Vocabulary.shared

    package init() {}

    /// All fields of `FieldSpec.receipt`; null where the text does not say.
    package func parse(_ text: String) -> JSONObject {
        let receipt = ReceiptText(text, vocabulary: vocabulary)
        let total = TotalChooser(entries: receipt.entries, lines: receipt.lines).total()
        let parts = BreakdownReader(entries: receipt.entries, total: total).breakdown()
        let head = HeadReader(
            lines: receipt.lines,
            firstAmountLine: receipt.firstItemLine
        ).head()
        let date = DateReader(lines: receipt.lines, currency: receipt.currency).date()
        let items = ItemReader(receipt: receipt, start: head.end).items()
        func amount(_ minor: Int?) -> JSONValue {
            minor.map { .number(receipt.lexeme($0)) } ?? .null
        }
        return JSONObject([
            ("merchant", .optional(head.merchant)),
            ("address", .optional(head.address)),
            ("date", .optional(date)),
            ("currency", .optional(receipt.currency)),
            ("subtotal", amount(parts.subtotal)),
            ("tax", amount(parts.tax)),
            ("tip", amount(parts.tip)),
            ("discount", amount(parts.discount)),
            ("total", amount(total?.amount)),
            ("line_items", .array(items.map { json($0, amount) })),
        ])
    }

    private func json(_ item: Item, _ amount: (Int?) -> JSONValue) -> JSONValue {
        .object(
            JSONObject([
                ("description", .string(item.description)),
                ("quantity", item.quantity.map { .number($0) } ?? .null),
                ("unit_price", amount(item.unitPrice)),
                ("amount", amount(item.amount)),
            ])
        )
    }
}
