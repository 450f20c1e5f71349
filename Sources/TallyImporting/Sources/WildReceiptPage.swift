internal import TallyCore

/// The boxes of one WildReceipt image with the classes of their labels.
struct WildReceiptPage {
    private(set) var boxes: [TextBox] = []
    /// The class of each box; empty when its number is not known.
    private(set) var classes: [String] = []
    private(set) var problems: [String] = []

    init(_ annotations: [JSONValue], classes names: WildReceiptClasses) {
        for (index, annotation) in annotations.enumerated() {
            let corners = (annotation["box"]?.array ?? []).compactMap(\.double)
            guard let text = annotation["text"]?.string, corners.count == 8,
                let box = TextBox(LabelReader.trimmed(text), corners: corners)
            else {
                problems.append("annotations[\(index)]: expected a box of eight numbers and a text")
                continue
            }
            let number = annotation["label"]?.integer
            let name = number.flatMap { names[$0] }
            if name == nil {
                let found = annotation["label"]?.jsonText.prefix(20) ?? "nothing"
                problems.append("annotations[\(index)].label: found \(found), expected a class")
                continue
            }
            if box.text.isEmpty { continue }
            boxes.append(box)
            classes.append(name ?? "")
        }
    }

    /// The boxes of a class in reading order.
    func boxes(of name: String) -> [TextBox] {
        let chosen = boxes.indices.filter { classes[$0] == name }.map { boxes[$0] }
        return ReadingOrder.rows(chosen).joined().map { chosen[$0] }
    }

    func texts(of name: String) -> [String] { boxes(of: name).map(\.text) }
}
