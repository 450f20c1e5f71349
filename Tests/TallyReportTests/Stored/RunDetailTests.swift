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
        run.cost.total = Money(nanodollars: 100_000_000)
        run.cost.wasted = Money(nanodollars: 30_000_000)
        run.cost.possible = Money(nanodollars: 2_000_000)
        run.cost.possibleAttempts = 2
        run.cost.unknownAttempts = 3
        run.cost.dearest = Money(nanodollars: 10_000_000)
        let text = RunDetail(run).text(width: 300)
        #expect(text.contains("billed $0.1 = useful $0.07 + wasted $0.03; perhaps about $0.15"))
        #expect(
            text.contains("2 attempts perhaps billed without usage, 3 attempts of unknown outcome")
        )
        run.cost.dearest = nil
        #expect(RunDetail(run).text(width: 300).contains("wasted $0.03; perhaps more: 2 attempts"))
    }

    @Test func `wrong fields are told by kind, in the order of the fields`() {
        var run = Sample.strong
        run.fields = [.init(name: "merchant", counts: [:]), .init(name: "total", counts: [:])]
        var kinds = ErrorKinds()
        kinds.add(.missing, in: "line_items.amount")
        for _ in 0..<3 { kinds.add(.digitSwap, in: "total") }
        kinds.add(.sign, in: "total")
        kinds.add(.formatOnly, in: "merchant")
        run.errorKinds = kinds
        let lines = RunDetail(run).text(width: 200).split(separator: "\n").map(String.init)
        let start = lines.firstIndex(of: "what is wrong, by kind:") ?? 0
        let told = lines[(start + 1)...].prefix(3).map { $0.filter { $0 != " " } }
        #expect(
            told == [
                "merchant:format_only1", "total:digit_swap3,sign1", "line_items.amount:missing1",
            ]
        )
    }

    @Test func `the models that answered are named, harmless for a terminal`() {
        var run = Sample.strong
        run.returnedModels = ["other\u{1B}[2J": 4]
        #expect(RunDetail(run).text(width: 80).contains("answered by: other (4)"))
    }
}
