internal import TallyCore

/// Numbers of a page with their intervals.
enum ReportNumbers {
    /// `89.5 %` with `84.5–93.0` below.
    static func share(_ estimate: Estimate?) -> HTML {
        guard let estimate else { return "–" }
        return
            "<b>\(NumberText.percent(estimate.value))</b> <small>\(percents(estimate.low, estimate.high))</small>"
    }

    static func percents(_ low: Double, _ high: Double) -> String {
        "\(NumberText.percent(low))–\(NumberText.percent(high))"
    }

    static func money(_ estimate: Estimate?, unknown: String = "unpriced") -> HTML {
        guard let estimate else { return "\(unknown)" }
        guard estimate.low < estimate.high else {
            return "<b>\(MoneyText.short(estimate.value))</b>"
        }
        return "<b>\(MoneyText.short(estimate.value))</b> <small>\(moneys(estimate))</small>"
    }

    static func moneys(_ estimate: Estimate) -> String {
        let high = estimate.high.isFinite ? MoneyText.short(estimate.high) : "…"
        return "\(MoneyText.short(estimate.low))–\(high)"
    }

    static func seconds(_ estimate: Estimate?) -> HTML {
        guard let estimate else { return "–" }
        let mark = estimate.method.hasSuffix("-censored") ? "≥ " : ""
        let low = estimate.low.isFinite ? NumberText.seconds(estimate.low) : "…"
        let high = estimate.high.isFinite ? NumberText.seconds(estimate.high) : "…"
        return "<b>\(mark)\(NumberText.seconds(estimate.value))</b> <small>\(low)–\(high)</small>"
    }

    /// What a run is besides measured: `simulated`, `recorded` ...
    static func marks(of run: RunSummary) -> HTML {
        var marks: [HTML] = []
        if run.isSimulated { marks.append(" <span class=\"tag warn\">simulated</span>") }
        if run.isImported { marks.append(" <span class=\"tag\">imported</span>") }
        if run.isRecorded { marks.append(" <span class=\"tag\">recorded</span>") }
        if run.state == .partial { marks.append(" <span class=\"tag warn\">partial</span>") }
        if run.isRescored { marks.append(" <span class=\"tag\">rescored</span>") }
        return HTML(marks)
    }

    /// A run's colour and name.
    static func name(_ name: String, _ index: Int) -> HTML {
        "<span class=\"key s\(index % 8)\"></span><bdi>\(name)</bdi>"
    }

    /// A field or kind of error as people read it: `line_items.amount` -> `line items: amount`.
    static func words(_ key: String) -> String {
        key.replacing(".", with: ": ").replacing("_", with: " ")
    }
}
