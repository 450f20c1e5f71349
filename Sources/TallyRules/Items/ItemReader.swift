/// Reads the line items between the head and the first sum.
struct ItemReader {
    let receipt: ReceiptText
    /// The receipt's first line behind its head.
    let start: Int

    func items() -> [Item] {
        var items: [Item] = []
        var pending = ""
        for index in start..<max(start, end) {
            let line = receipt.lines[index]
            if isNoItem(line) {
                pending = ""
                continue
            }
            let row = ItemRow(
                line: line,
                numbers: receipt.numbers[index],
                style: receipt.style
            )
            read(row, line, into: &items, pending: &pending)
        }
        return items
    }

    // MARK: Region

    /// The line of the first sum.
    private var end: Int {
        let sums: Hint = [.total, .sub, .due, .rounding, .tip]
        let first = receipt.entries.first { entry in
            entry.line >= start && entry.has(sums) && !entry.has(.saving)
        }
        guard let first else { return 0 }
        // The label of an amount on a line of its own stands above it.
        let above = first.line > 0 ? receipt.lines[first.line - 1] : nil
        let isBelowLabel = !receipt.lines[first.line].has(sums) && above?.has(sums) == true
        return isBelowLabel ? first.line - 1 : first.line
    }

    private func isNoItem(_ line: Line) -> Bool {
        if line.letters + line.digits < 2 { return true }
        if line.has(.refund), line.digits == 0 { return true }
        if isReference(line) { return true }
        if line.has([.date, .phone, .title, .person, .registration, .tax]), !isPriced(line) {
            return true
        }
        if line.has([.cash, .change]), line.has([.tender, .due]) { return true }
        let columns: Hint = [.quantity, .item, .price, .amount]
        return line.has(columns) && line.digits == 0
    }

    /// A line with a document's number or a date, but no amount.
    private func isReference(_ line: Line) -> Bool {
        guard line.digits >= 4, !isPriced(line) else { return false }
        if line.letters <= 2 && line.letters > 0 {
            return !(receipt.numbers[line.index].contains { $0.hasCurrency })
                && receipt.numbers[line.index].count <= 1
        }
        return !DateScanner(line: line).candidates().isEmpty
    }

    private func isPriced(_ line: Line) -> Bool {
        receipt.numbers[line.index].last.map {
            $0.decimals > 0 && $0.decimals == receipt.style.decimals
        } ?? false
    }

    // MARK: Rows

    private func read(_ row: ItemRow, _ line: Line, into items: inout [Item], pending: inout String)
    {
        if line.has(.discount), row.quantity == nil, row.amount != nil { return }
        let hasName = row.description.unicodeScalars.contains {
            ScalarFold.isJapanese($0) || ScalarFold.letter($0) != nil && !ScalarFold.isDigit($0)
        }
        guard row.amount != nil || row.unitPrice != nil else {
            // A name alone waits for its amounts; a name broken over two lines is joined.
            if hasName { pending = pending.isEmpty ? line.text : pending + " " + line.text }
            return
        }
        if !hasName, pending.isEmpty, row.quantity != nil, !items.isEmpty,
            items[items.count - 1].quantity == nil
        {
            complete(&items[items.count - 1], with: row)
            return
        }
        var item = Item(description: hasName ? row.description : pending)
        if hasName, !pending.isEmpty, row.quantity == nil, row.unitPrice == nil { pending = "" }
        guard !item.description.isEmpty else { return }
        complete(&item, with: row)
        item.amount = row.amount.flatMap(minor) ?? product(row)
        items.append(item)
        pending = ""
    }

    private func complete(_ item: inout Item, with row: ItemRow) {
        if let quantity = row.quantity {
            item.quantity = Self.lexeme(quantity)
            item.unitPrice = row.unitPrice.flatMap(minor)
        } else if let price = row.unitPrice.flatMap(minor) {
            item.unitPrice = price
        }
        if item.amount == nil { item.amount = row.amount.flatMap(minor) }
    }

    private func product(_ row: ItemRow) -> Int? {
        guard let quantity = row.quantity, quantity.decimals == 0,
            let price = row.unitPrice.flatMap(minor)
        else { return nil }
        let count = quantity.isNegative ? -quantity.mantissa : quantity.mantissa
        let (product, overflow) = count.multipliedReportingOverflow(by: price)
        return overflow ? nil : product
    }

    private func minor(_ number: Number) -> Int? { number.minor(receipt.style.decimals) }

    /// The number as JSON, with its own decimals.
    private static func lexeme(_ number: Number) -> String {
        let sign = number.isNegative ? "-" : ""
        guard number.decimals > 0 else { return sign + String(number.mantissa) }
        let scale = Number.power(number.decimals)
        let fraction = String(number.mantissa % scale)
        let zeros = String(repeating: "0", count: max(0, number.decimals - fraction.utf8.count))
        return sign + "\(number.mantissa / scale).\(zeros)\(fraction)"
    }
}
