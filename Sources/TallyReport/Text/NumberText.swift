/// Numbers as people read them.
package enum NumberText {
    /// A number with a fixed count of decimals, halves away from zero; `-` when it is not finite.
    package static func fixed(_ value: Double, decimals: Int) -> String {
        guard value.isFinite else { return "-" }
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let scaled = (value.magnitude * scale).rounded()
        guard scaled < 9e18 else { return String(value) }
        let digits = String(Int64(scaled))
        let sign = value < 0 && scaled > 0 ? "-" : ""
        guard decimals > 0 else { return sign + digits }
        let padded =
            String(repeating: "0", count: max(0, decimals + 1 - digits.utf8.count)) + digits
        return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
    }

    /// A share as per cent with one decimal and no sign: `91.2`, `0`, `100`.
    package static func percent(_ share: Double) -> String {
        if share == 0 || share == 1 { return share == 0 ? "0" : "100" }
        return fixed(share * 100, decimals: 1)
    }

    /// A share as per cent, with a decimal only where there is one: `90`, `99.6`.
    static func wholePercent(_ share: Double) -> String {
        let text = percent(share)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// A whole number in groups of three digits: `12,345`.
    package static func grouped(_ value: Int) -> String {
        var digits = String(value.magnitude)
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        return (value < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
    }

    /// Seconds to about two digits: `0.31`, `1.8`, `123`, `<0.01`.
    package static func seconds(_ value: Double) -> String {
        switch value {
        case ..<0.01: "<0.01"
        case ..<0.995: fixed(value, decimals: 2)
        case ..<99.95: fixed(value, decimals: 1)
        default: fixed(value, decimals: 0)
        }
    }

    /// A time span to the two largest units: `45s`, `1m10s`, `2h05m`.
    package static func span(_ duration: Duration) -> String {
        let seconds = max(0, duration.components.seconds)
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
        if hours > 0 { return "\(hours)h\(minutes < 10 ? "0" : "")\(minutes)m" }
        let rest = seconds % 60
        return minutes > 0 ? "\(minutes)m\(rest < 10 ? "0" : "")\(rest)s" : "\(rest)s"
    }
}
