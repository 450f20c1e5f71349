/// The shapes that tell runs apart where colours do not.
enum PlotShape {
    /// A shape of some eight pixels about a place.
    static func svg(_ number: Int, _ x: Double, _ y: Double, isHollow: Bool) -> HTML {
        let name: HTML = isHollow ? "shape hollow" : "shape"
        let r = 4.5
        switch number % 4 {
        case 0: return "<circle class=\"\(name)\" cx=\"\(x)\" cy=\"\(y)\" r=\"\(r)\"/>"
        case 1:
            return
                "<rect class=\"\(name)\" x=\"\(x - 4)\" y=\"\(y - 4)\" width=\"8\" height=\"8\"/>"
        case 2:
            return
                "<path class=\"\(name)\" d=\"M\(x) \(y - 5.5)L\(x + 5) \(y + 3.5)H\(x - 5)Z\"/>"
        default:
            return
                "<path class=\"\(name)\" d=\"M\(x) \(y - 5.5)L\(x + 5.5) \(y)L\(x) \(y + 5.5)L\(x - 5.5) \(y)Z\"/>"
        }
    }
}
