internal import TallyCore

/// Reads the labelled boxes of a WildReceipt image into fields.
struct WildReceiptReading {
    private(set) var annotation: Annotation

    init(_ page: WildReceiptPage, place: String, reader: LabelReader) {
        annotation = Annotation(place: place, reader: reader)
        // A name or address may run over several boxes.
        for (name, field) in [("Store_name_value", "merchant"), ("Store_addr_value", "address")] {
            let texts = page.texts(of: name)
            if !texts.isEmpty { annotation.set(field, .string(texts.joined(separator: " "))) }
        }
        annotation.read("date", oneOf: page.texts(of: "Date_value"), as: .date)
        let sums = [
            ("Subtotal_value", "subtotal"), ("Tax_value", "tax"), ("Tips_value", "tip"),
            ("Total_value", "total"),
        ]
        for (name, field) in sums {
            annotation.read(field, oneOf: page.texts(of: name), as: .money)
        }
        readItems(page)
    }

    /// Items and prices pair by geometry: each row with an item has one price, or no item is annotated.
    private mutating func readItems(_ page: WildReceiptPage) {
        let names = ["Prod_item_value", "Prod_price_value", "Prod_quantity_value"]
        let chosen = page.boxes.indices.filter { names.contains(page.classes[$0]) }
        guard chosen.contains(where: { page.classes[$0] == names[0] }) else { return }
        var items: [JSONValue] = []
        for row in ReadingOrder.rows(chosen.map { page.boxes[$0] }) {
            let texts = names.map { name in
                row.map { chosen[$0] }.filter { page.classes[$0] == name }
                    .map { page.boxes[$0].text }
            }
            let shown = texts.joined().joined(separator: " ")
            guard !texts[0].isEmpty, texts[1].count == 1, texts[2].count <= 1 else {
                return annotation.leave("line_items", .unpaired, found: shown)
            }
            var item = JSONObject([("description", .string(texts[0].joined(separator: " ")))])
            do throws(LabelFault) {
                if !texts[2].isEmpty {
                    item["quantity"] = try annotation.value(
                        oneOf: texts[2],
                        as: .number,
                        isMagnitude: true
                    )
                }
                item["amount"] = try annotation.value(oneOf: texts[1], as: .money)
            } catch {
                return annotation.leave("line_items", error, found: shown)
            }
            items.append(.object(item))
        }
        annotation.set("line_items", .array(items))
    }
}
