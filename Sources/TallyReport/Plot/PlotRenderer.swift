/// Makes SVG of a plot: text is text, colours are classes, and nothing needs a script.
struct PlotRenderer {
    /// About what a character of the labels takes.
    private static let letter = 6.1
    private static let line = 13.0

    let plot: Plot
    private let left: Double
    private let bottom: Double
    private let top = 12.0
    private let right = 16.0

    init(_ plot: Plot) {
        self.plot = plot
        let longest =
            switch plot.y.kind {
            case .bands(let names): names.map { Self.cut($0).count }.max() ?? 0
            case .values(let scale, let format): scale.ticks.map { format($0).count }.max() ?? 0
            }
        left = 10 + Double(longest) * Self.letter + (plot.y.label.isEmpty ? 0 : 16)
        bottom = plot.x.label.isEmpty ? 24 : 38
    }

    var svg: HTML {
        """
        <svg class="plot" viewBox="0 0 \(plot.width) \(plot.height)" role="img" aria-label="\(plot.title): \
        \(plot.description)"><title>\(plot.title)</title>\(grid)\(plot.marks.map(mark))\(pointLabels)</svg>
        """
    }

    // MARK: places

    private var inner: (width: Double, height: Double) {
        (plot.width - left - right, plot.height - top - bottom)
    }

    private func x(_ value: Double) -> Double {
        switch plot.x.kind {
        case .values(let scale, _): left + scale.position(value) * inner.width
        case .bands(let names): left + (value + 0.5) / Double(max(1, names.count)) * inner.width
        }
    }

    private func y(_ value: Double) -> Double {
        switch plot.y.kind {
        case .values(let scale, _): top + (1 - scale.position(value)) * inner.height
        case .bands(let names): top + (value + 0.5) / Double(max(1, names.count)) * inner.height
        }
    }

    // MARK: axes

    private var grid: HTML {
        let floor = plot.height - bottom
        var marks: [HTML] = []
        switch plot.x.kind {
        case .values(let scale, let format):
            for tick in scale.ticks {
                let at = x(tick)
                marks.append(
                    "<line class=\"gridline\" x1=\"\(at)\" x2=\"\(at)\" y1=\"\(top)\" y2=\"\(floor)\"/>"
                )
                marks.append(text(format(tick), at, floor + 15, "middle"))
            }
        case .bands(let names):
            let every = max(
                1,
                Int((Double(names.count) * Self.letter * 7 / inner.width).rounded(.up))
            )
            for (index, name) in names.enumerated() where index % every == 0 {
                marks.append(text(Self.cut(name), x(Double(index)), floor + 15, "middle"))
            }
        }
        switch plot.y.kind {
        case .values(let scale, let format):
            for tick in scale.ticks {
                let at = y(tick)
                marks.append(
                    "<line class=\"gridline\" x1=\"\(left)\" x2=\"\(plot.width - right)\" y1=\"\(at)\" y2=\"\(at)\"/>"
                )
                marks.append(text(format(tick), left - 5, at + 4, "end"))
            }
        case .bands(let names):
            for (index, name) in names.enumerated() {
                marks.append(text(Self.cut(name), left - 6, y(Double(index)) + 4, "end"))
            }
        }
        return HTML(marks) + labels
    }

    private var labels: HTML {
        var marks: HTML = ""
        if !plot.x.label.isEmpty {
            marks += text(plot.x.label, left + inner.width / 2, plot.height - 4, "middle", "axis")
        }
        if !plot.y.label.isEmpty {
            let (at, middle) = (11.0, top + inner.height / 2)
            marks += """
                <text class="axis" text-anchor="middle" transform="translate(\(at) \(middle)) rotate(-90)">\(plot.y.label)</text>
                """
        }
        return marks
    }

    private func text(
        _ words: String,
        _ x: Double,
        _ y: Double,
        _ anchor: String,
        _ name: String = "tick"
    )
        -> HTML
    {
        "<text class=\"\(name)\" x=\"\(x)\" y=\"\(y)\" text-anchor=\"\(anchor)\">\(words)</text>"
    }

    static func cut(_ name: String) -> String {
        name.count > 24 ? name.prefix(12) + "…" + name.suffix(11) : name
    }

    // MARK: marks

    private func mark(_ mark: Plot.Mark) -> HTML {
        switch mark {
        case .line(let points, let look, let isStairs): line(points, look, isStairs)
        case .point(let point, let xs, let ys, let look, let shape, _, let tip):
            """
            <g class="\(look.name)">\(whiskers(point, xs, ys))\
            \(PlotShape.svg(shape, x(point.x), y(point.y), isHollow: look.isHollow))<title>\(tip)</title></g>
            """
        case .bar(let band, let from, let to, let look, let label, let tip):
            bar(band, from, to, look, label, tip)
        case .rule(let atX, let atY, let label): rule(atX, atY, label)
        }
    }

    private func line(_ points: [Plot.Point], _ look: Plot.Look, _ isStairs: Bool) -> HTML {
        guard let first = points.first else { return "" }
        var path: HTML = "M\(x(first.x)) \(y(first.y))"
        for point in points.dropFirst() {
            path += isStairs ? "H\(x(point.x))V\(y(point.y))" : "L\(x(point.x)) \(y(point.y))"
        }
        let dash: HTML = look.isDashed ? " stroke-dasharray=\"4 3\"" : ""
        return "<path class=\"line \(look.name)\" d=\"\(path)\"\(dash)/>"
    }

    private func whiskers(
        _ point: Plot.Point,
        _ xs: ClosedRange<Double>?,
        _ ys: ClosedRange<Double>?
    ) -> HTML {
        var path: HTML = ""
        if let xs { path += "M\(x(xs.lowerBound)) \(y(point.y))H\(x(xs.upperBound))" }
        if let ys { path += "M\(x(point.x)) \(y(ys.lowerBound))V\(y(ys.upperBound))" }
        return path.isEmpty ? "" : "<path class=\"whisker\" d=\"\(path)\"/>"
    }

    private func bar(
        _ band: Int,
        _ from: Double,
        _ to: Double,
        _ look: Plot.Look,
        _ label: String,
        _ tip: String
    ) -> HTML {
        if case .bands(let names) = plot.y.kind {
            let size = inner.height / Double(max(1, names.count)) * 0.66
            let (low, high) = (x(min(from, to)), x(max(from, to)))
            let fits = high + 5 + Double(label.count) * Self.letter < plot.width
            let place =
                fits
                ? text(label, high + 4, y(Double(band)) + 4, "start")
                : text(label, low - 4, y(Double(band)) + 4, "end")
            return """
                <g class="\(look.name)"><rect class="bar" x="\(low)" y="\(y(Double(band)) - size / 2)" \
                width="\(max(1, high - low))" height="\(size)"/><title>\(tip)</title></g>\(label.isEmpty ? "" : place)
                """
        }
        guard case .bands(let names) = plot.x.kind else { return "" }
        let size = inner.width / Double(max(1, names.count)) * 0.8
        let (low, high) = (y(min(from, to)), y(max(from, to)))
        return """
            <g class="\(look.name)"><rect class="bar" x="\(x(Double(band)) - size / 2)" y="\(high)" width="\(size)" \
            height="\(max(0.5, low - high))"/><title>\(tip)</title></g>
            """
    }

    private func rule(_ atX: Double?, _ atY: Double?, _ label: String) -> HTML {
        if let atX {
            let at = x(atX)
            return
                "<line class=\"rule\" x1=\"\(at)\" x2=\"\(at)\" y1=\"\(top)\" y2=\"\(plot.height - bottom)\"/>"
                + (label.isEmpty ? "" : text(label, at + 4, top + 10, "start", "tick"))
        }
        guard let atY else { return "" }
        let at = y(atY)
        return
            "<line class=\"rule\" x1=\"\(left)\" x2=\"\(plot.width - right)\" y1=\"\(at)\" y2=\"\(at)\"/>"
            + (label.isEmpty ? "" : text(label, plot.width - right, at - 4, "end", "tick"))
    }

    /// Names beside their points, moved apart where two would lie on each other.
    private var pointLabels: HTML {
        var taken: [(x: ClosedRange<Double>, y: Double)] = []
        var labels: [HTML] = []
        for case .point(let point, _, _, let look, _, let label, _) in plot.marks
        where !label.isEmpty {
            let name = Self.cut(label)
            let width = Double(name.count) * Self.letter
            let isRight = x(point.x) + 10 + width < plot.width - 2
            let start = isRight ? x(point.x) + 9 : x(point.x) - 9 - width
            let span = start...(start + width)
            var at = y(point.y) - 6
            var tries = 0
            while taken.contains(where: { $0.x.overlaps(span) && abs($0.y - at) < Self.line }),
                tries < 12
            {
                tries += 1
                // In turn below and above, ever farther away.
                at += Self.line * Double(tries) * (tries % 2 == 1 ? 1 : -1)
            }
            at = min(max(at, top + 8), plot.height - bottom - 4)
            taken.append((span, at))
            labels.append(
                "<text class=\"name \(look.name)\" x=\"\(start)\" y=\"\(at)\">\(name)</text>"
            )
        }
        return HTML(labels)
    }
}
