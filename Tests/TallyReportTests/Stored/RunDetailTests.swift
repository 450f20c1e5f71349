import TallyCore
import TallyReport
import Testing

struct RunDetailTests {
    @Test func `field counts stand in columns`() {
        var run = Sample.strong
        run.fields = [
            .init(name: "total", counts: [.correct: 190, .wrong: 6]),
            .init(name: "merchant", counts: [.correct: 9]),
        ]
        let lines = RunDetail(run).text(width: 80).split(separator: "\n")
        #expect(lines.contains("field     correct  wrong  omitted  hallucinated  absent"))
        #expect(lines.contains("total         190      6        0             0       0"))
        #expect(lines.contains("merchant        9      0        0             0       0"))
    }

    @Test func `what may have been billed is told apart from the cost`() {
        var run = Sample.strong
        run.cost.possible = Money(nanodollars: 20_000_000)
        run.cost.unknownAttempts = 3
        let text = RunDetail(run).text(width: 200)
        #expect(text.contains("perhaps $0.0200 more without usage"))
        #expect(text.contains("3 attempts cut off: perhaps billed, in no sum"))
    }

    @Test func `the models that answered are named, harmless for a terminal`() {
        var run = Sample.strong
        run.returnedModels = ["other\u{1B}[2J": 4]
        #expect(RunDetail(run).text(width: 80).contains("answered by: other (4)"))
    }
}
