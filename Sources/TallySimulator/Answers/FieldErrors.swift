internal import Foundation
internal import TallyCore

/// Puts a model's errors into the true fields of a receipt.
struct FieldErrors {
    /// Chance that one field is wrong.
    let rate: Double
    let seed: UInt64

    /// The fields as the model reads them; each field is drawn on its own.
    func applied(to truth: JSONObject) -> JSONObject {
        var answer = truth
        for field in FieldSpec.receipt {
            guard let value = truth[field.name] else { continue }
            var draws = SeededGenerator(seed: seed, stream: field.name)
            guard draws.chance(chance(of: value)) else { continue }
            answer[field.name] = wrong(field, value, truth, &draws)
        }
        for member in truth.members where !Self.receipt.contains(member.key) {
            var draws = SeededGenerator(seed: seed, stream: member.key)
            guard draws.chance(chance(of: member.value)) else { continue }
            answer[member.key] = wrong(own: member.value, &draws)
        }
        return answer
    }

    private static let receipt = Set(FieldSpec.receipt.map(\.name))

    /// A field that no receipt has shows by its value alone what it is.
    private func wrong(own value: JSONValue, _ draws: inout SeededGenerator) -> JSONValue {
        switch value {
        case .string: TextMistake.draw(value, &draws)
        case .number: AmountMistake.draw(value, others: [], &draws)
        case .array(let elements) where elements.first?.object == nil:
            .array(elements.dropLast(1 + draws.below(elements.count)))
        case .array: ItemMistake.draw(value, &draws)
        case .bool, .object, .null: value
        }
    }

    /// A list has a chance for itself and one for every four items.
    private func chance(of value: JSONValue) -> Double {
        guard let items = value.array else { return rate }
        return items.isEmpty ? 0 : 1 - pow(1 - rate, 1 + Double(items.count) / 4)
    }

    private func wrong(
        _ field: FieldSpec,
        _ value: JSONValue,
        _ truth: JSONObject,
        _ draws: inout SeededGenerator
    ) -> JSONValue {
        switch field.comparator {
        case .money, .number:
            let others = FieldSpec.receipt.filter { $0.comparator == .money }
                .compactMap { $0.name == field.name ? nil : truth[$0.name] }
            return AmountMistake.draw(value, others: others, &draws)
        case .date: return DateMistake.draw(value, &draws)
        case .currency: return CurrencyMistake.draw(value, &draws)
        case .text, .choice: return TextMistake.draw(value, &draws)
        // No field of a receipt.
        case .list: return value
        case .lineItems: return ItemMistake.draw(value, &draws)
        }
    }
}

extension Simulation.FieldError {
    private static let demanding: Set<String> = [
        "refund", "tip", "discount", "item-discount", "weighed", "tax-inclusive",
    ]

    /// The chance that one field of a case is wrong: by its noise tag, and 15 % more for each trait that makes a receipt
    /// harder, 60 % at most.
    ///
    /// A case without a noise tag counts as lightly noisy.
    func rate(tags: [String]) -> Double {
        let base =
            if tags.contains("noise-clean") {
                clean
            } else if tags.contains("noise-heavy") {
                heavy
            } else {
                light
            }
        let traits = tags.count { Self.demanding.contains($0) }
        return min(1, base * min(1.6, 1 + 0.15 * Double(traits)))
    }
}
