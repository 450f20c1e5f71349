/// Rows of text in aligned columns for a terminal.
package struct TextTable: Sendable {
    package enum Alignment: Sendable {
        case left, right
    }

    package struct Column: Sendable {
        package var title: String
        package var alignment: Alignment
        /// The width down to which the column may be cut when the table is too wide; `nil` keeps it whole.
        package var minimum: Int?
        /// Text that is too long loses its middle instead of its end.
        package var keepsEnds: Bool

        package init(
            _ title: String,
            _ alignment: Alignment = .right,
            minimum: Int? = nil,
            keepsEnds: Bool = false
        ) {
            self.title = title
            self.alignment = alignment
            self.minimum = minimum
            self.keepsEnds = keepsEnds
        }
    }

    /// One cell; its text is made harmless for a terminal, wherever it came from.
    package struct Cell: Sendable, ExpressibleByStringLiteral {
        package let text: String
        package let look: TextLook

        package init(_ text: String, _ look: TextLook = .normal) {
            self.text = TerminalText.sanitize(text)
            self.look = look
        }

        package init(stringLiteral value: String) { self.init(value) }
    }

    package enum Row: Sendable {
        case cells([Cell])
        /// One cell over all columns; it makes none of them wider.
        case span(Cell)
        /// A line across the table with a title in it.
        case rule(String)
    }

    package var columns: [Column]
    package var rows: [Row]

    package init(columns: [Column], rows: [Row] = []) {
        self.columns = columns
        self.rows = rows
    }

    package mutating func add(_ cells: [Cell]) { rows.append(.cells(cells)) }

    /// Columns the table takes when nothing is cut.
    package func naturalWidth(gap: Int = 2) -> Int {
        naturalWidths.reduce(0, +) + gap * max(0, columns.count - 1)
    }

    /// The lines of the table, cut to a width where columns allow it; titles come first when any is set.
    package func lines(width: Int, gap: Int = 2, style: TextStyle = .plain) -> [String] {
        let widths = fittedWidths(width: width, gap: gap)
        let total = widths.reduce(0, +) + gap * max(0, columns.count - 1)
        var lines: [String] = []
        if columns.contains(where: { !$0.title.isEmpty }) {
            lines.append(line(columns.map { Cell($0.title, .heading) }, widths, gap, style))
        }
        for row in rows {
            switch row {
            case .cells(let cells): lines.append(line(cells, widths, gap, style))
            case .span(let cell):
                lines.append(
                    style.apply(cell.look, to: DisplayWidth.cutMiddle(cell.text, to: width))
                )
            case .rule(let title): lines.append(rule(title, width: total, style))
            }
        }
        return lines
    }

    private var naturalWidths: [Int] {
        columns.indices.map { index in
            rows.reduce(DisplayWidth.of(columns[index].title)) { widest, row in
                guard case .cells(let cells) = row, cells.indices.contains(index) else {
                    return widest
                }
                return max(widest, DisplayWidth.of(cells[index].text))
            }
        }
    }

    private func fittedWidths(width: Int, gap: Int) -> [Int] {
        var widths = naturalWidths
        var excess = naturalWidth(gap: gap) - width
        for index in columns.indices {
            guard excess > 0, let minimum = columns[index].minimum else { continue }
            let cut = min(excess, max(0, widths[index] - minimum))
            widths[index] -= cut
            excess -= cut
        }
        return widths
    }

    private func line(_ cells: [Cell], _ widths: [Int], _ gap: Int, _ style: TextStyle) -> String {
        var line = ""
        var pending = 0
        for (index, cell) in cells.enumerated() where index < widths.count {
            let text =
                columns[index].keepsEnds
                ? DisplayWidth.cutMiddle(cell.text, to: widths[index])
                : DisplayWidth.cut(cell.text, to: widths[index])
            let space = widths[index] - DisplayWidth.of(text)
            let isLeft = columns[index].alignment == .left
            if !text.isEmpty {
                line += String(repeating: " ", count: pending + (isLeft ? 0 : space))
                line += style.apply(cell.look, to: text)
                pending = 0
            }
            // Spaces wait until something follows, so that no line ends in one.
            pending += (text.isEmpty || isLeft ? space : 0) + gap
        }
        return line
    }

    private func rule(_ title: String, width: Int, _ style: TextStyle) -> String {
        let clean = DisplayWidth.cut(TerminalText.sanitize(title), to: width - 4)
        let title = title.isEmpty ? "" : "── \(clean) "
        let rest = String(repeating: "─", count: max(0, width - DisplayWidth.of(title)))
        return style.apply(.caution, to: title + rest)
    }
}
