import TallyAnalysis
import TallyCore
import Testing

struct ErrorCostEnvelopeTests {
    private func steps(_ runs: (cost: Double, accuracy: Double)...) -> [ErrorCostChoice.Step] {
        ErrorCostEnvelope.steps(
            of: runs.enumerated().map { index, run in
                ErrorCostChoice.Option(
                    run: index,
                    name: "run \(index)",
                    isSimulated: false,
                    cost: run.cost,
                    accuracy: run.accuracy
                )
            }
        )
    }

    @Test func `a dearer run counts from the price at which its accuracy pays`() {
        let steps = steps((0.01, 0.9), (0.001, 0.8))
        #expect(steps.map(\.option.run) == [1, 0])
        #expect(steps.map(\.from)[0] == 0)
        #expect(abs(steps[1].from - 0.09) < 1e-12)
    }

    @Test func `a run that is dearer and no better is never chosen`() {
        #expect(steps((0.001, 0.8), (0.01, 0.8), (0.02, 0.7)).map(\.option.run) == [0])
    }

    @Test func `a run below the line between two others is skipped`() {
        #expect(steps((0, 0.5), (1, 0.51), (2, 0.9)).map(\.option.run) == [0, 2])
    }

    @Test func `at every price the step's run costs least in all`() {
        var state = 1.0
        // A linear congruential generator (Numerical Recipes, 7.1): the same numbers each time.
        func next() -> Double {
            state = (state * 1_366 + 150_889).truncatingRemainder(dividingBy: 714_025)
            return state / 714_025
        }
        for _ in 0..<200 {
            let runs = (0..<6).map { _ in
                (
                    cost: next(),
                    accuracy: next()
                )
            }
            let options = runs.enumerated().map { index, run in
                ErrorCostChoice.Option(
                    run: index,
                    name: "",
                    isSimulated: false,
                    cost: run.cost,
                    accuracy: run.accuracy
                )
            }
            let steps = ErrorCostEnvelope.steps(of: options)
            for price in [0, 0.01, 0.3, 1, 4, 50] {
                let step = steps.last { $0.from <= price }
                let least = options.map { $0.total(at: price) }.min() ?? 0
                #expect(abs((step?.option.total(at: price) ?? -1) - least) < 1e-9)
            }
        }
    }

    @Test func `without a run there is no choice`() { #expect(steps().isEmpty) }
}
