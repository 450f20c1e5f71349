internal import TallyCore

/// The outer form an answer is sent in.
struct AnswerForm: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case bare
        /// Ends somewhere in the middle.
        case cut
        /// In a Markdown code fence.
        case fenced
        /// Between two sentences.
        case wrapped
    }

    var kind: Kind
    var isMalformed: Bool

    /// Half of the malformed answers are cut; a fence or a sentence around good JSON can be repaired.
    static func draw(
        malformedShare: Double,
        fencedShare: Double,
        using draws: inout SeededGenerator
    ) -> AnswerForm {
        if draws.chance(malformedShare) {
            return AnswerForm(kind: draws.pick([.cut, .cut, .fenced, .wrapped]), isMalformed: true)
        }
        let kind: Kind = draws.chance(fencedShare) ? .fenced : .bare
        return AnswerForm(kind: kind, isMalformed: false)
    }
}

extension AnswerForm.Kind {
    func text(of json: String, using draws: inout SeededGenerator) -> String {
        switch self {
        case .bare: return json
        case .cut:
            let share = 0.3 + 0.65 * draws.unit()
            return json.cut(toBytes: Int(Double(json.utf8.count) * share))
        case .fenced: return "```json\n\(json)\n```"
        case .wrapped:
            return
                "Here is the extracted data:\n\n\(json)\n\nLet me know if you need anything else."
        }
    }
}
