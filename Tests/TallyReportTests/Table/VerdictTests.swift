import TallyCore
import TallyReport
import Testing

struct VerdictTests {
    private func verdict(_ runs: RunSummary...) -> String {
        var experiment = Sample.experiment()
        experiment.runs = runs
        return RunTable(experiment).lines(width: 2000).last ?? ""
    }

    @Test func `overlapping intervals are not settled`() {
        #expect(
            verdict(Sample.strong, Sample.run("phi-3-mini"))
                == "phi-3-mini is cheapest per correct document ($0.0005); gpt-4o ($0.0100) is right"
                + " more often (91.2 against 88.6 %, intervals overlap: not settled)."
        )
    }

    @Test func `intervals apart are called so`() {
        let weak = Sample.run("phi-3-mini", exact: (0.7, 0.63, 0.76))
        #expect(verdict(Sample.strong, weak).contains("(91.2 against 70.0 %, intervals apart)"))
    }

    @Test func `one run can be best at both`() {
        let better = Sample.run("phi-3-mini", exact: (0.95, 0.91, 0.97))
        #expect(
            verdict(Sample.strong, better)
                == "phi-3-mini is cheapest per correct document ($0.0005) and right most often"
                + " (95.0 %), but not settled against gpt-4o (91.2 %, $0.0100)."
        )
    }

    @Test func `the best run is set beside the next`() {
        let weak = Sample.run("phi-4", exact: (0.7, 0.63, 0.76), perCorrect: (0.1, 0.09, 0.11))
        #expect(
            verdict(Sample.run("phi-3-mini"), weak)
                == "phi-3-mini is cheapest per correct document ($0.0005) and right most often"
                + " (88.6 %, next phi-4 with 70.0 %, intervals apart)."
        )
    }

    @Test func `costs whose intervals overlap are not settled`() {
        let near = Sample.run(
            "phi-4",
            exact: (0.7, 0.63, 0.76),
            perCorrect: (0.00051, 0.0005, 0.0006)
        )
        #expect(
            verdict(Sample.run("phi-3-mini"), near)
                .hasPrefix(
                    "phi-3-mini is cheapest per correct document ($0.0005, not settled against phi-4)"
                )
        )
    }

    @Test func `where errors are costed the expected cost is what runs are weighed by`() {
        let runs = [
            (Sample.strong, (0.0148, 0.0145, 0.0151)),
            (Sample.run("phi-3-mini"), (0.02, 0.018, 0.022)),
        ]
        let costed = runs.map { run, expected in
            var run = run
            run.cost.aftermath = Sample.estimate((0.0057, 0.005, 0.006), "t")
            run.cost.expected = Sample.estimate(expected, "t")
            return run
        }
        #expect(
            verdict(costed[0], costed[1])
                == "gpt-4o is cheapest per document, reviews and errors included ($0.0148) and right"
                + " most often (91.2 %), but not settled against phi-3-mini (88.6 %, $0.0200)."
        )
    }

    @Test func `a simulated run is never recommended`() {
        let simulated = Sample.run(
            "sim-gpt-4o",
            exact: (1, 0.98, 1),
            perCorrect: (0.00001, 0.00001, 0.00001),
            isSimulated: true
        )
        let text = verdict(simulated, Sample.strong, Sample.run("phi-3-mini"))
        #expect(!text.contains("sim-"))
    }

    @Test func `only simulated runs give no verdict`() {
        #expect(verdict() == "No verdict: nothing was run.")
        #expect(
            verdict(Sample.run("sim-gpt-4o", isSimulated: true))
                == "No verdict: every run here is simulated."
        )
    }

    @Test func `a lone run is described without a comparison`() {
        #expect(
            verdict(Sample.rules)
                == "Only rules was measured: 61.0 % of documents exact (54.1–67.5), at $0 per correct"
                + " document."
        )
    }

    @Test func `runs without a score are not compared`() {
        #expect(verdict(Sample.run("gpt-4o", exact: nil)) == "No verdict: no document was scored.")
    }

    @Test func `an unknown price takes a run out of the cost comparison`() {
        let unpriced = Sample.run("phi-3-mini", perDocument: nil, perCorrect: nil)
        #expect(
            verdict(Sample.strong, unpriced)
                == "gpt-4o is right most often (91.2 %), but not settled against phi-3-mini (88.6 %)."
                + " Price unknown: phi-3-mini."
        )
    }

    @Test func `a partial experiment says so first`() {
        var run = Sample.strong
        run.state = .partial
        #expect(verdict(run, Sample.run("phi-3-mini")).hasPrefix("So far (partial): phi-3-mini is"))
    }

    @Test func `many trials without an answer weaken the verdict`() {
        var run = Sample.strong
        run.trials.failed = 24
        #expect(
            verdict(run, Sample.run("phi-3-mini"))
                .hasSuffix(" Many trials brought no answer: gpt-4o (12.0 %).")
        )
    }
}
