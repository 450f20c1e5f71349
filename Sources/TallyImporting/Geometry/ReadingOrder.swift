/// Puts boxes into rows, top to bottom, each left to right.
enum ReadingOrder {
    /// The indices of the boxes by row.
    ///
    /// A box belongs to the row above when its middle is within half a line of the row's middle, the line being the lower of the two.
    static func rows(_ boxes: [TextBox]) -> [[Int]] {
        let order = boxes.indices.sorted { left, right in
            (boxes[left].middle, left) < (boxes[right].middle, right)
        }
        var rows: [[Int]] = []
        var sum = 0.0
        for index in order {
            let box = boxes[index]
            if let row = rows.last, let last = row.last,
                box.middle - sum / Double(row.count) <= min(box.height, boxes[last].height) / 2
            {
                rows[rows.count - 1].append(index)
                sum += box.middle
            } else {
                rows.append([index])
                sum = box.middle
            }
        }
        return rows.map { row in
            row.sorted { (boxes[$0].left, $0) < (boxes[$1].left, $1) }
        }
    }

    /// The page's text: a row a line, its cells two spaces apart.
    static func text(_ boxes: [TextBox]) -> String {
        rows(boxes)
            .map { row in row.map { boxes[$0].text }.joined(separator: "  ") }
            .joined(separator: "\n")
    }
}
