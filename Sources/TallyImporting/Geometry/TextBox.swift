/// A piece of text and where it stands on the page.
struct TextBox: Hashable, Sendable {
    var text: String
    var left: Double
    var right: Double
    var top: Double
    var bottom: Double

    /// The upright box around a quadrilateral given as x1, y1, ..., x4, y4; `nil` for fewer than two corners.
    init?(_ text: String, corners: [Double]) {
        guard corners.count >= 4, corners.count.isMultiple(of: 2), corners.allSatisfy(\.isFinite)
        else { return nil }
        let xs = stride(from: 0, to: corners.count, by: 2).map { corners[$0] }
        let ys = stride(from: 1, to: corners.count, by: 2).map { corners[$0] }
        self.text = text
        left = xs.min() ?? 0
        right = xs.max() ?? 0
        top = ys.min() ?? 0
        bottom = ys.max() ?? 0
    }

    var middle: Double { (top + bottom) / 2 }
    var height: Double { bottom - top }
}
