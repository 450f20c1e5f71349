import TallyCore
import TallyScoring

extension Scorer {
    /// Scores two objects written as literals.
    func score(
        expected: JSONValue,
        predicted: JSONValue,
        locale: String? = nil,
        merchantIsSlug: Bool = false
    ) -> TrialScore {
        score(
            expected: expected.object ?? JSONObject(),
            predicted: predicted.object ?? JSONObject(),
            locale: locale,
            merchantIsSlug: merchantIsSlug
        )
    }
}
