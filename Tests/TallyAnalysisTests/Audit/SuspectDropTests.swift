import TallyAnalysis
import TallyCore
import Testing

struct SuspectDropTests {
    private let answers = Answers()

    private func effect(
        _ outputs: [JSONValue?],
        dropping fields: [Int: Set<String>]
    ) -> LabelAudit.Effect {
        let run = RunRecord(
            id: 1,
            ulid: "r",
            experiment: 1,
            ordinal: 0,
            key: "k",
            name: "m",
            profiles: ["m"],
            state: "complete",
            stopReason: nil,
            planned: outputs.count,
            isSimulated: false,
            isImported: false,
            started: Moment(milliseconds: 0),
            wall: 1,
            scoring: 1
        )
        var drop = SuspectDrop(
            plan: RunFacts(id: "r", name: "m", profiles: ["m"], cases: outputs.count),
            required: answers.task.required,
            dropping: fields
        )
        let truth: JSONValue = ["merchant": "Aldi", "total": 5, "tip": 1]
        for (position, output) in outputs.enumerated() {
            let outcome: TrialOutcome =
                output == nil ? .modelFailure(.invalidJSON) : .answered
            drop.add(answers.answer(position, truth: truth, output, outcome: outcome).record)
        }
        return drop.effect(of: run)
    }

    private static let right: JSONValue = ["merchant": "Aldi", "total": 5, "tip": 1]
    private static let wrongTotal: JSONValue = ["merchant": "Aldi", "total": 6, "tip": 2]

    @Test func `a suspected field counts as not annotated in its case alone`() {
        let effect = effect(
            [Self.right, Self.wrongTotal, Self.wrongTotal, nil],
            dropping: [1: ["total"]]
        )
        #expect(effect.asIs?.value == 0.25)
        #expect(effect.without?.value == 0.5)
        #expect(effect.without?.n == 4)
    }

    @Test func `a field that is not required changes nothing`() {
        let effect = effect([Self.right, Self.wrongTotal], dropping: [1: ["tip"]])
        #expect(effect.asIs?.value == 0.5 && effect.without?.value == 0.5)
    }

    @Test func `a case without a required field left is no document`() {
        let effect = effect(
            [Self.right, Self.wrongTotal],
            dropping: [1: ["total", "merchant"]]
        )
        #expect(effect.without?.value == 1 && effect.without?.n == 1)
    }

    @Test func `a model failure stays one`() {
        let effect = effect([Self.right, nil], dropping: [1: ["total"]])
        #expect(effect.without?.value == 0.5)
    }
}
