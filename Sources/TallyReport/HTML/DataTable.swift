/// A table of a page: a caption, heads, and rows whose first cell names them.
struct DataTable {
    struct Column {
        var title: String
        var isNumber: Bool

        static func text(_ title: String) -> Column { Column(title: title, isNumber: false) }
        static func number(_ title: String) -> Column { Column(title: title, isNumber: true) }
    }

    var caption: String
    var columns: [Column]
    private var rows: [HTML] = []

    init(_ caption: String, _ columns: [Column]) {
        self.caption = caption
        self.columns = columns
    }

    /// Adds a row with a cell for each column; `look` is a class of the style sheet.
    mutating func add(_ cells: [HTML], look: String = "") {
        let marked = zip(cells, columns).enumerated().map { index, pair -> HTML in
            let (cell, column) = pair
            if index == 0 { return "<th scope=\"row\">\(cell)</th>" }
            return column.isNumber ? "<td class=\"n\">\(cell)</td>" : "<td>\(cell)</td>"
        }
        rows.append(look.isEmpty ? "<tr>\(marked)</tr>" : "<tr class=\"\(look)\">\(marked)</tr>")
    }

    var isEmpty: Bool { rows.isEmpty }

    /// In a frame that scrolls sideways by itself where the screen is too narrow.
    var html: HTML {
        let heads = columns.map { column -> HTML in
            column.isNumber
                ? "<th scope=\"col\" class=\"n\">\(column.title)</th>"
                : "<th scope=\"col\">\(column.title)</th>"
        }
        return """
            <div class="wide" tabindex="0" role="group" aria-label="\(caption)"><table>\
            <caption>\(caption)</caption><thead><tr>\(heads)</tr></thead><tbody>\(rows)</tbody></table></div>
            """
    }
}
