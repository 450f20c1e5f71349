import TallyStatistics
import Testing

@Suite struct RepeatsTests {
    // numpy: var(case means, ddof=1), mean(var(repeats, ddof=1)) / 3
    @Test func `the variance within and between cases agrees with numpy`() throws {
        let repeats = try #require(Repeats([[1, 0, 1], [1, 1, 1], [0, 0, 1], [0.5, 0.5, 1]]))
        #expect(isNear(repeats.mean, 2.0 / 3))
        #expect(isNear(repeats.total, 0.07407407407407408))
        #expect(isNear(repeats.within, 0.0625))
        #expect(isNear(repeats.between, 0.07407407407407408 - 0.0625))
        #expect(isNear(repeats.standardError, (0.07407407407407408 / 4).squareRoot()))
    }

    @Test func `pure noise leaves nothing between cases, and never less`() throws {
        let repeats = try #require(Repeats([[1, 0], [0, 1], [1, 0]]))
        #expect(repeats.total == 0 && repeats.within == 0.25 && repeats.between == 0)
    }

    @Test func `cases without repeats are left out, unequal ones count by their number`() throws {
        let repeats = try #require(Repeats([[], [1, 0], [1], [0, 1, 1, 1]]))
        #expect(repeats.n == 3)
        #expect(isNear(repeats.within, (0.5 + 0.25) / 2 * (0.5 + 1 + 0.25) / 3))
    }

    @Test(arguments: [[], [[1.0, 0]], [[1], [0]], [[1, .nan], [0, 1]]])
    func `needs two cases, a repeat, and numbers`(repeats: [[Double]]) {
        #expect(Repeats(repeats) == nil)
    }
}
