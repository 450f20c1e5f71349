import TallyCore
import TallyReport
import Testing

struct RunTableTests {
    private let experiment = Sample.experiment(
        Sample.rules,
        Sample.run("sim-phi-3-mini", isSimulated: true),
        Sample.strong,
        Sample.run("phi-3-mini")
    )

    @Test func `at 80 columns intervals stand on a second line`() {
        let expected = """
            tally run 01JD8Z5W3QK7M4N2P6R8T0V1X3 · receipts 1 (n=200) · sha256:9f3c…

                           doc-exact field-acc   $/doc $/correct  p50/p95 TTFT cache  err
            rules               61.0      96.4      $0        $0    <0.01    -     - 0.5%
            n=199/200      54.1–67.5 95.5–97.2
            gpt-4o              91.2      96.4 $0.0091   $0.0100  2.1/5.0 0.31   31% 0.5%
            n=199/200      88.4–93.4 95.5–97.2     ±3%       ±3%
            phi-3-mini          88.6      96.4 $0.0004   $0.0005 0.92/1.8 0.31   31% 0.5%
            n=199/200      85.5–91.1 95.5–97.2     ±3%       ±4%
            ── simulated: no model answered ─────────────────────────────────────────────
            sim-phi-3-mini      88.6      96.4 $0.0004   $0.0005 0.92/1.8 0.31   31% 0.5%
            n=199/200      85.5–91.1 95.5–97.2     ±3%       ±4%

            Per cent right with 95 % intervals; seconds; TTFT: median time to first token;
            cache: prompt tokens read from it; err: trials without an answer, not scored.

            rules is cheapest per correct document ($0); gpt-4o ($0.0100) is right more
            often (91.2 against 61.0 %, intervals apart), but not settled against phi-3-mini
            (88.6 %, $0.0005).

            """
        #expect(RunTable(experiment).text(width: 80) == expected)
    }

    @Test func `at 120 columns a run takes one line`() {
        let expected = """
            tally run 01JD8Z5W3QK7M4N2P6R8T0V1X3 · receipts 1 (n=200) · sha256:9f3c…

                                  n         doc-exact         field-acc        $/doc    $/correct   p50/p95  TTFT  cache   err
            rules           199/200  61.0 [54.1–67.5]  96.4 [95.5–97.2]           $0           $0     <0.01     -      -  0.5%
            gpt-4o          199/200  91.2 [88.4–93.4]  96.4 [95.5–97.2]  $0.0091 ±3%  $0.0100 ±3%   2.1/5.0  0.31    31%  0.5%
            phi-3-mini      199/200  88.6 [85.5–91.1]  96.4 [95.5–97.2]  $0.0004 ±3%  $0.0005 ±4%  0.92/1.8  0.31    31%  0.5%
            ── simulated: no model answered ──────────────────────────────────────────────────────────────────────────────────
            sim-phi-3-mini  199/200  88.6 [85.5–91.1]  96.4 [95.5–97.2]  $0.0004 ±3%  $0.0005 ±4%  0.92/1.8  0.31    31%  0.5%

            Per cent right with 95 % intervals; seconds; TTFT: median time to first token; cache: prompt tokens read from it; err:
            trials without an answer, not scored.

            rules is cheapest per correct document ($0); gpt-4o ($0.0100) is right more often (91.2 against 61.0 %, intervals
            apart), but not settled against phi-3-mini (88.6 %, $0.0005).

            """
        #expect(RunTable(experiment).text(width: 120) == expected)
    }

    @Test func `what a document costs in all stands beside its bill where it is known`() {
        var run = Sample.run("phi-3-mini")
        run.cost.aftermath = Sample.estimate((0.00228, 0.0018, 0.0029), "t")
        run.cost.expected = Sample.estimate((0.00268, 0.00214, 0.00322), "t")
        let lines = RunTable(Sample.experiment(run)).lines(width: 120)
        let title =
            "            doc-exact  field-acc    $/doc  $/correct  $ in all   p50/p95  TTFT  cache   err"
        #expect(lines[2] == title)
        #expect(lines[4].hasSuffix("±3%        ±4%      ±20%"), "\(lines[4])")
        #expect(lines.contains { $0.contains("$ in all: $/doc with reviews and errors") })
        let narrow = RunTable(Sample.experiment(run)).lines(width: 80)
        #expect(narrow.allSatisfy { DisplayWidth.of($0) <= 80 })
        #expect(narrow[2].contains("$ in all"))
        #expect(narrow[5].contains("±20%"))
    }

    @Test(arguments: [80, 100, 120, 200])
    func `no line is wider than the terminal`(width: Int) {
        let long = Sample.run("mistralai/ministral-8b-instruct-2410-quantised-4-bit")
        var cheap = Sample.run(
            "sim-gpt-4o",
            perDocument: 0.00001234,
            perCorrect: (0.0000123, 0.00001, 0.00002)
        )
        cheap.latency.p50?.value = 12.34
        cheap.latency.p95?.value = 45.67
        cheap.stopReason = String(repeating: "the key was refused ", count: 20)
        let lines = RunTable(Sample.experiment(long, cheap, Sample.strong)).lines(width: width)
        #expect(lines.allSatisfy { DisplayWidth.of($0) <= width })
    }

    @Test func `names too long for a column stand on lines of their own`() {
        let name = "gpt-4o/short/temperature="
        let expected = """
            tally run 01JD8Z5W3QK7M4N2P6R8T0V1X3 · receipts 1 (n=200) · sha256:9f3c…

                       doc-exact  field-acc    $/doc  $/correct   p50/p95  TTFT  cache   err
            gpt-4o/short/temperature=0
            n=199/200       88.6       96.4  $0.0004    $0.0005  0.92/1.8  0.31    31%  0.5%
                       85.5–91.1  95.5–97.2      ±3%        ±4%
            gpt-4o/short/temperature=0.7
            n=199/200       88.6       96.4  $0.0004    $0.0005  0.92/1.8  0.31    31%  0.5%
                       85.5–91.1  95.5–97.2      ±3%        ±4%
            """
        let table = RunTable(Sample.experiment(Sample.run(name + "0"), Sample.run(name + "0.7")))
        #expect(table.text(width: 84).hasPrefix(expected))
        #expect(table.lines(width: 120).contains { $0.hasPrefix(name + "0.7  ") })
    }

    @Test func `a name longer than the terminal loses its middle`() {
        let run = Sample.run("gpt-4o/" + String(repeating: "long", count: 20) + "/temperature=0.7")
        let lines = RunTable(Sample.experiment(run)).lines(width: 80)
        #expect(lines[3].hasPrefix("gpt-4o/long") && lines[3].hasSuffix("/temperature=0.7"))
        #expect(DisplayWidth.of(lines[3]) == 80)
    }

    @Test func `an unknown price is never zero dollars`() {
        let run = Sample.run("llama", perDocument: nil, perCorrect: nil)
        let lines = RunTable(Sample.experiment(run)).lines(width: 80)
        #expect(lines[3].contains("unpriced  unpriced"))
        #expect(!lines.joined().contains("$0"))
    }

    @Test func `a quantile cut off by a deadline is at least that long`() {
        var run = Sample.strong
        run.latency.censored = 12
        run.latency.p95 = Sample.estimate((30, 28, .infinity), "binomial-ranks-censored")
        let text = RunTable(Sample.experiment(run)).text(width: 200)
        #expect(text.contains("2.1/≥30.0"))
        #expect(text.contains("≥: cut off by a deadline."))
    }

    @Test func `a stopped lane says why`() {
        var run = Sample.strong
        run.state = .partial
        run.stopReason = "auth (401): the key was refused"
        let lines = RunTable(Sample.experiment(run)).lines(width: 80)
        #expect(lines[0].hasPrefix("tally run 01JD8Z5W3QK7M4N2P6R8T0V1X3 · partial · "))
        #expect(lines.contains("gpt-4o stopped: auth (401): the key was refused"))
    }

    @Test func `colour changes no letter and no column`() {
        let table = RunTable(experiment)
        let coloured = table.lines(width: 80, style: .colour)
        #expect(coloured.contains { $0.contains("\u{1B}[") })
        #expect(coloured.map(TerminalText.sanitize) == table.lines(width: 80))
    }

    @Test func `a name cannot steer the terminal`() {
        let run = Sample.run("evil\u{1B}]0;owned\u{07}\u{1B}[2J\u{202E}name")
        let text = RunTable(Sample.experiment(run)).text(width: 80)
        #expect(text.contains("evilname"))
        #expect(!text.contains("\u{1B}"))
    }

    @Test func `a benchmark that is called otherwise than its dataset is named`() {
        var experiment = Sample.experiment(Sample.strong)
        experiment.benchmark = "grid"
        let lines = RunTable(experiment).lines(width: 120)
        #expect(lines[0].contains(" · grid on receipts 1 (n=200) · "))
    }
}
