internal import TallyCore

/// In how many cases the amounts of the truth add up: a hint at wrong labels, never a judgement.
///
/// A sum holds when it is at most one minor unit of the currency off, for tills round.
package struct ArithmeticClosure: Sendable {
    /// Of the cases in which all terms are annotated, those in which the sum holds.
    package struct Count: Hashable, Sendable {
        package private(set) var holds = 0
        package private(set) var of = 0

        mutating func add(_ holds: Bool?) {
            guard let holds else { return }
            of += 1
            if holds { self.holds += 1 }
        }
    }

    /// The items' amounts make the subtotal.
    package private(set) var items = Count()
    /// Subtotal and tax make the total.
    package private(set) var tax = Count()
    /// Subtotal less discount with tip, service and rounding makes the total, the tax on top or contained, the
    /// discount taken off or contained.
    package private(set) var all = Count()

    private static let extras = ["tip", "service", "service_charge", "rounding"]

    mutating func add(_ expected: JSONObject) {
        let unit = Self.minorUnit(of: expected["currency"]?.string)
        let subtotal = Self.amount(expected["subtotal"])
        let total = Self.amount(expected["total"])
        let tax = Self.amount(expected["tax"])
        if let subtotal, let sum = Self.sum(ofItems: expected["line_items"]) {
            items.add(abs(sum - subtotal) <= unit)
        }
        guard let subtotal, let total else { return }
        if let tax { self.tax.add(abs(subtotal + tax - total) <= unit) }
        let extras = Self.extras.compactMap { Self.amount(expected[$0]) }.reduce(0, +)
        let discount = abs(Self.amount(expected["discount"]) ?? 0)
        let bases = [subtotal + extras, subtotal + extras + (tax ?? 0)]
        let offs = bases.flatMap { [abs($0 - total), abs($0 - discount - total)] }
        all.add(offs.contains { $0 <= unit })
    }

    private static func sum(ofItems items: JSONValue?) -> Int? {
        guard let items = items?.array, !items.isEmpty else { return nil }
        var sum = 0
        for item in items {
            guard let amount = amount(item["amount"]) else { return nil }
            let (next, overflows) = sum.addingReportingOverflow(amount)
            if overflows { return nil }
            sum = next
        }
        return sum
    }

    /// Millionths (source: ISO 4217; rupiah, forint and their like have no coins below one).
    private static func minorUnit(of currency: String?) -> Int {
        guard let currency else { return 10_000 }
        if wholeCurrencies.contains(currency) { return 1_000_000 }
        return finerCurrencies.contains(currency) ? 1_000 : 10_000
    }

    private static let wholeCurrencies: Set<String> = [
        "CLP", "COP", "HUF", "IDR", "ISK", "JPY", "KRW", "PYG", "RWF", "TWD", "UGX", "VND", "XAF",
        "XOF", "XPF",
    ]
    private static let finerCurrencies: Set<String> = [
        "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND",
    ]

    /// Millionths, so that sums are exact.
    private static func amount(_ value: JSONValue?) -> Int? {
        guard let number = value?.double, number.magnitude < 1e11 else { return nil }
        return Int((number * 1e6).rounded())
    }
}
