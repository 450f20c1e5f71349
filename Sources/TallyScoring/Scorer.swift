package import TallyCore

/// Scores one answer against the annotated truth.
///
/// A key absent from the truth is not scored; null there means that the receipt lacks the field. An answer of null, "",
/// [] or no key at all is no answer.
package struct Scorer: Sendable {
    private let fields: [FieldSpec]
    let required: [String]
    private let dateOrder: DateOrder?
    /// Names that stand for an amount on a receipt, but not in this task.
    private let foreign: Set<String>

    /// `dateOrder` overrules the custom of each case's locale.
    package init(
        fields: [FieldSpec] = FieldSpec.receipt,
        required: [String] = ["merchant", "date", "total"],
        dateOrder: DateOrder? = nil
    ) {
        self.fields = fields
        self.required = required
        self.dateOrder = dateOrder
        foreign = Reconciliation.foreignNames(in: fields)
    }

    /// Of everything that can change a score: the rules' version and this scorer's settings.
    package var digest: Digest {
        Digest(
            of: [
                "version": .number(Self.version),
                "fields": .array(fields.map(Self.identity)),
                "required": .array(required.map { .string($0) }),
                "date_order": .optional(dateOrder?.rawValue),
            ]
        )
    }

    /// A field's settings are named only where there are any, so that older digests stay what they are.
    private static func identity(of field: FieldSpec) -> JSONValue {
        let plain: [JSONValue] = [.string(field.name), .string(field.comparator.rawValue)]
        return .array(field.settings.isEmpty ? plain : plain + [.object(field.settings)])
    }

    /// Raised with every change of a comparator, a weight, a gate or a repair that can change an outcome.
    private static let version = 1

    /// Scores an answer; `merchantIsSlug` says that the truth's merchant is only a slug such as "aldi".
    package func score(
        expected: JSONObject,
        predicted: JSONObject,
        locale: String? = nil,
        merchantIsSlug: Bool = false
    ) -> TrialScore {
        let own = Reading(
            locale: locale,
            currency: Self.currency(predicted),
            declaredOrder: dateOrder
        )
        var reading = own
        if let currency = Self.currency(expected) { reading.currency = currency }
        var tally = ScoreTally(required: required)
        for field in fields {
            guard let truth = expected[field.name] else { continue }
            add(field, truth, predicted[field.name], to: &tally, reading, merchantIsSlug)
        }
        return tally.score(reconciles: Reconciliation(predicted, own, foreign: foreign).holds())
    }

    private func add(
        _ field: FieldSpec,
        _ truth: JSONValue,
        _ answer: JSONValue?,
        to tally: inout ScoreTally,
        _ reading: Reading,
        _ merchantIsSlug: Bool
    ) {
        switch field.comparator {
        case .lineItems:
            tally.add(field, truth, answer, items: LineItemScorer.score(truth, answer, reading))
        case .list:
            let list = ListComparison(field, reading)
            tally.add(field, list.elements(truth), answer.map(list.elements), agree: list.agree)
        case .choice:
            let choice = ChoiceComparison(field)
            tally.add(
                field,
                truth,
                answer,
                isAllowed: answer.map(choice.allows) ?? true,
                agree: choice.agree
            )
        default:
            let isSlug = merchantIsSlug && field.name == "merchant"
            tally.add(field, truth, answer) { truth, answer in
                isSlug
                    ? ScalarComparison.agree(slug: truth, answer)
                    : ScalarComparison.agree(truth, answer, by: field, reading)
            }
        }
    }

    /// The score of a model failure: nothing right, everything annotated in the denominator.
    ///
    /// A field annotated as absent is `omitted` too, for its absence was not answered. Line items are left out when the
    /// truth has none: there was nothing to find.
    package func failure(expected: JSONObject) -> TrialScore {
        var tally = ScoreTally(required: required)
        for field in fields {
            if let truth = expected[field.name] { tally.addFailure(field, truth) }
        }
        return tally.score(reconciles: nil)
    }

    /// The ISO code under the key `currency`, when it stands for one currency only.
    private static func currency(_ object: JSONObject) -> String? {
        guard let text = object["currency"]?.string else { return nil }
        let codes = CurrencyReader.codes(text)
        return codes.count == 1 ? codes[0] : nil
    }
}
