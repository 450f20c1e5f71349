import TallyCore
import TallyStatistics
import Testing

/// The prediction interval of a sum, by hand.
struct ForecastTests {
    @Test func `the interval is n m +- t s sqrt(n) sqrt(1 + n / k)`() throws {
        let found = try #require(Forecast.total(of: 100, mean: 2, deviation: 0.5, sample: 20))
        // t with 19 degrees of freedom at 97.5 %: 2.093024.
        let reach = 2.093024 * 0.5 * 10 * (1.0 + 5).squareRoot()
        #expect(found.value == 200 && found.n == 20)
        #expect(abs(found.high - 200 - reach) < 1e-4 && abs(200 - found.low - reach) < 1e-4)
        #expect(Forecast.total(of: 10, mean: 1, deviation: 1, sample: 1) == nil)
        #expect(Forecast.total(of: 10, mean: 0.1, deviation: 9, sample: 4)?.low == 0)
        #expect(Forecast.total(of: 0, mean: 1, deviation: 1, sample: 4)?.high == 0)
    }
}
