/// Reads how long a server asks a client to wait.
package enum RetryHint {
    /// 2100-01-01, in seconds since 1970.
    private static let latest = 4_102_444_800.0

    /// The first hint that can be read, in the order the providers document; `nil` when there is none.
    ///
    /// Order: `retry-after-ms`, `x-ms-retry-after-ms`, `retry-after`, then the largest of
    /// `x-ratelimit-reset-requests` and `x-ratelimit-reset-tokens`, which every response carries and so only mean a
    /// wait when `isThrottled`. Total: garbage, zero and negative values count as no hint.
    ///
    /// `now` is seconds since 1970, for dates; `header` looks a lower-case name up.
    package static func delay(
        now: Double,
        isThrottled: Bool = true,
        header: (String) -> String?
    ) -> Duration? {
        for name in ["retry-after-ms", "x-ms-retry-after-ms"] {
            if let text = header(name), let milliseconds = number(text),
                let delay = duration(milliseconds / 1000)
            {
                return delay
            }
        }
        if let text = header("retry-after"), let delay = seconds(text, now: now).flatMap(duration) {
            return delay
        }
        guard isThrottled else { return nil }
        let resets = ["x-ratelimit-reset-requests", "x-ratelimit-reset-tokens"]
            .compactMap(header).compactMap { seconds($0, now: now) }
        return resets.max().flatMap(duration)
    }

    /// Seconds of `1.5`, `6m0s`, `20ms`, `1m30s`, `2h`, an HTTP date, an ISO 8601 date or a Unix time.
    package static func seconds(_ text: String, now: Double) -> Double? {
        let text = text.drop { $0 == " " }
        if let plain = number(String(text)) {
            // Larger than ten years can only be a moment, in seconds or milliseconds; beyond this century it is none.
            switch plain {
            case ...3e8: return plain
            case ...latest: return plain - now
            case 1e12...latest * 1000: return plain / 1000 - now
            default: return nil
            }
        }
        if let moment = Moment(httpDate: String(text)) ?? Moment(iso8601: String(text)) {
            return moment.seconds - now
        }
        return compound(text)
    }

    private static func number(_ text: String) -> Double? {
        let trimmed = text.split(separator: " ")
        guard trimmed.count == 1, let value = Double(trimmed[0]), value.isFinite else { return nil }
        return value
    }

    private static func duration(_ seconds: Double) -> Duration? {
        guard seconds >= 0.0005 else { return nil }
        return .milliseconds(Int64(min(seconds, 1e9) * 1000 + 0.5))
    }

    private static func compound(_ text: Substring) -> Double? {
        let units: [(String, Double)] = [
            ("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86400),
        ]
        var rest = text
        var sum = 0.0
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            guard let value = Double(digits) else { return nil }
            rest = rest.dropFirst(digits.count)
            guard let unit = units.first(where: { rest.hasPrefix($0.0) }) else { return nil }
            rest = rest.dropFirst(unit.0.count)
            sum += value * unit.1
        }
        return text.isEmpty ? nil : sum
    }
}
