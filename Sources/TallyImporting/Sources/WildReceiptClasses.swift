internal import TallyDatasets

/// The names of WildReceipt's classes by number: class_list.txt, else the published 26.
struct WildReceiptClasses {
    private let names: [Int: String]

    subscript(number: Int) -> String? { names[number] }

    init(besides folder: String) throws(DatasetError) {
        let path = folder + "/class_list.txt"
        guard OutputFile.exists(path) else {
            let pairs = Self.published.enumerated().map { ($0.offset, $0.element) }
            names = Dictionary(uniqueKeysWithValues: pairs)
            return
        }
        var names: [Int: String] = [:]
        let lines = try LabelFile.text("class_list.txt", in: folder).split(
            whereSeparator: \.isNewline
        )
        for (index, line) in lines.enumerated() {
            let words = line.split(whereSeparator: \.isWhitespace)
            guard words.count == 2, let number = Int(words[0]), names[number] == nil else {
                throw DatasetError(
                    .invalid,
                    "\(path):\(index + 1): found \"\(line.prefix(40))\", expected a number of its "
                        + "own and a name, such as \"1 Store_name_value\""
                )
            }
            names[number] = String(words[1])
        }
        self.names = names
    }

    private static let published =
        ["Ignore"]
        + [
            "Store_name", "Store_addr", "Tel", "Date", "Time", "Prod_item", "Prod_quantity",
            "Prod_price", "Subtotal", "Tax", "Tips", "Total",
        ].flatMap { [$0 + "_value", $0 + "_key"] }
        + ["Others"]
}
