import TallyCore
import TallyStatistics
import Testing

@Suite struct LogisticRegressionTests {
    private let rows = [
        [0, 0.5], [1, 0.2], [1, 0.9], [0, 0.1], [1, 0.7], [0, 0.8], [1, 0.4], [0, 0.3],
    ]
    private let outcomes: [Double] = [0, 1, 1, 0, 1, 1, 0, 0]

    /// The reference is Newton's method in numpy on the same standardised features, with ridge 1.
    @Test func `weights are those of the penalised likelihood's maximum`() throws {
        let fit = try #require(LogisticRegression(rows, outcomes))
        #expect(isNear(fit.intercept, -2.0821719269283823))
        #expect(
            isNear(fit.weights[0], 1.258765023214035) && isNear(fit.weights[1], 2.996720966686645)
        )
        #expect(isNear(fit.logOdds([1, 0.5]), fit.intercept + fit.weights[0] + fit.weights[1] / 2))
    }

    @Test func `outcomes that features separate, or that are all alike, give finite weights`()
        throws
    {
        let separated = try #require(LogisticRegression([[0], [0], [1], [1]], [0, 0, 1, 1]))
        #expect(separated.weights[0] > 0 && separated.weights[0].isFinite)
        let alike = try #require(LogisticRegression([[0], [1], [2]], [1, 1, 1]))
        #expect(alike.weights == [0] && alike.intercept > 0)
    }

    @Test func `a feature that never changes has no weight`() throws {
        let fit = try #require(LogisticRegression(rows.map { $0 + [3] }, outcomes))
        #expect(fit.weights[2] == 0)
        #expect(isNear(fit.weights[1], 2.996720966686645))
    }

    @Test func `equal data give equal bits`() throws {
        let first = try #require(LogisticRegression(rows, outcomes))
        let second = try #require(LogisticRegression(rows, outcomes))
        #expect(first.intercept == second.intercept && first.weights == second.weights)
    }

    @Test func `refuses rows that do not fit`() {
        #expect(LogisticRegression([], []) == nil)
        #expect(LogisticRegression([[1], [1, 2]], [0, 1]) == nil)
        #expect(LogisticRegression([[1], [.nan]], [0, 1]) == nil)
        #expect(LogisticRegression([[1], [2]], [0, 2]) == nil)
    }
}
