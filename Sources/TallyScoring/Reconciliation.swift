internal import TallyCore

/// Whether the amounts of one answer add up: a signal that needs no truth, never a score.
///
/// Two sums are tried, each within one minor unit a term. The items must make the subtotal or the total; and subtotal,
/// tax, tip and service less the discount must make the total, where the tax may be in the subtotal already and the
/// discount taken off before it. A field of one of these names counts only while it is compared as what it is on a
/// receipt: an invoice's `service` in words is no amount.
struct Reconciliation {
    private let answer: JSONObject
    private let reading: Reading
    private let foreign: Set<String>
    /// One minor unit of the currency.
    private let unit: Int

    /// `foreign` names what is no amount in this task (see `foreignNames(in:)`).
    init(_ answer: JSONObject, _ reading: Reading, foreign: Set<String> = []) {
        self.answer = answer
        self.foreign = foreign
        self.reading = reading
        let digits = CurrencyTable.digits(of: reading.currency)
        unit = digits == 0 ? 1_000_000 : digits == 3 ? 1_000 : 10_000
    }

    private static let extras = ["tip", "service", "service_charge", "rounding"]

    /// The names of fields that a receipt's amounts or items have, but which are compared as something else.
    static func foreignNames(in fields: [FieldSpec]) -> Set<String> {
        let amounts = ["total", "subtotal", "tax", "discount"] + extras
        let foreign = fields.filter { field in
            switch field.comparator {
            case .money: field.name == FieldSpec.lineItemsName
            case .lineItems: amounts.contains(field.name)
            default: amounts.contains(field.name) || field.name == FieldSpec.lineItemsName
            }
        }
        return Set(foreign.map(\.name))
    }

    /// True when every sum that can be tried holds; `nil` when too few amounts are answered for any.
    func holds() -> Bool? {
        let total = amount("total")
        let subtotal = amount("subtotal")
        let items = itemSum()
        var checks: [Bool] = []
        if let items, subtotal != nil || total != nil {
            let terms = items.count
            let isSubtotal = subtotal.map { near(items.sum, $0, terms: terms) } ?? false
            checks.append(isSubtotal || total.map { reaches($0, from: items.sum, terms) } ?? false)
        }
        if let subtotal, let total { checks.append(reaches(total, from: subtotal, 1)) }
        return checks.isEmpty ? nil : checks.allSatisfy { $0 }
    }

    /// The total follows from a base by what comes on top and what goes off.
    private func reaches(_ total: Amount, from base: Amount, _ baseTerms: Int) -> Bool {
        let tax = amount("tax") ?? .zero
        let extras = Self.extras.compactMap(amount)
        let discount = (amount("discount") ?? .zero).magnitude
        let terms = baseTerms + extras.count + 3
        let gross = extras.reduce(base, +)
        return [gross, gross + tax].contains {
            near($0, total, terms: terms) || near($0 - discount, total, terms: terms)
        }
    }

    private func itemSum() -> (sum: Amount, count: Int)? {
        guard !foreign.contains(FieldSpec.lineItemsName),
            let items = answer[FieldSpec.lineItemsName]?.array, !items.isEmpty
        else { return nil }
        var sum = Amount.zero
        for item in items {
            guard let value = item[LineItemField.amount.rawValue], let amount = reading.money(value)
            else { return nil }
            sum = sum + amount
        }
        return (sum, items.count)
    }

    private func amount(_ name: String) -> Amount? {
        foreign.contains(name) ? nil : answer[name].flatMap(reading.money)
    }

    private func near(_ left: Amount, _ right: Amount, terms: Int) -> Bool {
        (left - right).magnitude.millionths <= unit * (terms + 1)
    }
}
