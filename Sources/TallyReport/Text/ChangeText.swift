internal import TallyCore

/// Differences and changes as people read them, always with their sign.
enum ChangeText {
    /// A difference of shares in percentage points: `-2.6`.
    static func points(_ share: Double) -> String { signed(share * 100, decimals: 1) }

    /// From ten times as much on a change reads as a multiple.
    private static let manifold = 9.0

    /// A relative change in per cent: `-95 %`, `+3.2 %`, or as a multiple: `×12.0`; `-` where it is not finite.
    static func percent(_ change: Double) -> String {
        guard change.isFinite else { return "-" }
        if change >= manifold { return "×" + multiple(change) }
        let decimals = (change * 100).magnitude < 9.95 ? 1 : 0
        return signed(change * 100, decimals: decimals) + " %"
    }

    private static func multiple(_ change: Double) -> String {
        let factor = 1 + change
        return NumberText.fixed(factor, decimals: factor < 99.5 ? 1 : 0)
    }

    /// An interval of changes: `[-96, -94]`, of multiples `[×11, ×13]`; an open side is a dash.
    static func percents(_ low: Double, _ high: Double) -> String {
        if low >= manifold {
            return "[×\(multiple(low)), \(high.isFinite ? "×" + multiple(high) : "-")]"
        }
        let isSmall = [low, high].allSatisfy { !$0.isFinite || ($0 * 100).magnitude < 9.95 }
        func side(_ value: Double) -> String {
            value.isFinite ? signed(value * 100, decimals: isSmall ? 1 : 0) : "-"
        }
        return "[\(side(low)), \(side(high))]"
    }

    static func signed(_ value: Double, decimals: Int) -> String {
        guard value.isFinite else { return "-" }
        let text = NumberText.fixed(value, decimals: decimals)
        return value > 0 && text.contains { ("1"..."9").contains($0) } ? "+" + text : text
    }

    /// `.065`, `<.001`; `1` for one.
    static func p(_ value: Double) -> String {
        if value < 0.001 { return "<.001" }
        let text = NumberText.fixed(value, decimals: 3)
        return text.hasPrefix("0") ? String(text.dropFirst()) : "1"
    }
}
