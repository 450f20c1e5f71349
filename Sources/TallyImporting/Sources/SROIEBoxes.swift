/// The text boxes of one file: eight coordinates a line, then the text, which may hold commas.
struct SROIEBoxes {
    let place: String
    private(set) var boxes: [TextBox] = []
    private(set) var remarks: [ImportRemark] = []

    init(place: String) { self.place = place }

    /// Whether a line begins with eight coordinates.
    static func isBoxLine(_ line: some StringProtocol) -> Bool { split(line) != nil }

    mutating func read(_ text: String) {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            if line.allSatisfy(\.isWhitespace) { continue }
            guard let (corners, text) = Self.split(line),
                let box = TextBox(LabelReader.trimmed(String(text)), corners: corners)
            else {
                remarks.append(
                    ImportRemark(
                        .text,
                        "\(place):\(index + 1): found \"\(line.prefix(40))\", expected "
                            + "x1,y1,...,x4,y4,text; the line is left out"
                    )
                )
                continue
            }
            if !box.text.isEmpty { boxes.append(box) }
        }
    }

    private static func split<Line: StringProtocol>(
        _ line: Line
    ) -> (corners: [Double], text: Line.SubSequence)? {
        let parts = line.split(separator: ",", maxSplits: 8, omittingEmptySubsequences: false)
        guard parts.count == 9 else { return nil }
        let corners = parts[..<8].compactMap { Double(LabelReader.trimmed(String($0))) }
        return corners.count == 8 ? (corners, parts[8]) : nil
    }
}
