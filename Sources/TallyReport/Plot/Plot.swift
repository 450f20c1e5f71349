/// A chart as a value: two axes and the marks between them; `PlotRenderer` makes SVG of it.
struct Plot: Sendable {
    var title: String
    /// What it shows in a sentence or two, for those who cannot see it.
    var description: String
    var x: Axis
    var y: Axis
    var marks: [Mark] = []
    var width = 460.0
    var height = 280.0

    struct Axis: Sendable {
        enum Kind: Sendable {
            case values(Scale, format: @Sendable (Double) -> String)
            /// Names side by side, on the y axis from the top down.
            case bands([String])
        }
        var label: String
        var kind: Kind

        static func values(
            _ label: String,
            _ scale: Scale,
            format: @escaping @Sendable (Double) -> String
        ) -> Axis {
            Axis(label: label, kind: .values(scale, format: format))
        }

        static func bands(_ names: [String], label: String = "") -> Axis {
            Axis(label: label, kind: .bands(names))
        }
    }

    struct Point: Hashable, Sendable {
        var x: Double
        var y: Double

        init(_ x: Double, _ y: Double) {
            self.x = x
            self.y = y
        }
    }

    /// Colour and weight of a mark; the colours are the style sheet's.
    struct Look: Hashable, Sendable {
        /// `s0` and so on for runs, `good`, `bad`, `faint`.
        var name: String
        var isDashed = false
        /// Open shapes stand for what was simulated.
        var isHollow = false

        static func run(_ index: Int, isHollow: Bool = false) -> Look {
            Look(name: "s\(index % 8)", isHollow: isHollow)
        }
        static let faint = Look(name: "faint", isDashed: true)
    }

    enum Mark: Sendable {
        /// Through all points; as stairs, level until the next one.
        case line([Point], Look, isStairs: Bool = false)
        /// A point with its label and an error bar on either axis.
        case point(
            Point,
            x: ClosedRange<Double>?,
            y: ClosedRange<Double>?,
            Look,
            shape: Int,
            label: String,
            tip: String
        )
        /// In a band, from one value to another.
        case bar(band: Int, from: Double, to: Double, Look, label: String, tip: String)
        /// Across the plot, at a value of the x axis or of the y axis.
        case rule(x: Double?, y: Double?, label: String)
    }
}
