internal import Foundation
package import TallyCore

/// When the trials of a lane are meant to start, one after the other.
///
/// All lanes of a run have the same times: the generator is seeded by the plan alone.
package struct ArrivalTimes {
    private let arrivals: Arrivals
    private let recorded: [Int: Double]
    /// Recorded seconds from one repeat of all documents to the next.
    private let round: Double
    private var generator: SeededGenerator
    /// Seconds.
    private var time = 0.0
    private var count = 0
    private var base: Double?

    /// `recorded` holds seconds by the cases' positions, which recorded arrivals need.
    package init(_ arrivals: Arrivals, recorded: [Int: Double] = [:], seed: UInt64) {
        self.arrivals = arrivals
        self.recorded = recorded
        generator = SeededGenerator(seed: seed, stream: "arrivals")
        let (first, last) = (recorded.values.min() ?? 0, recorded.values.max() ?? 0)
        // The next repeat begins a mean distance after the last document.
        round = (last - first) * (1 + 1 / Double(max(1, recorded.count - 1)))
    }

    /// Time from the lane's start to the trial's; `nil` where it starts when there is a place.
    package mutating func next(position: Int, repeatIndex: Int) -> Duration? {
        defer { count += 1 }
        switch arrivals {
        case .closed: return nil
        case .constant(let rate): return .seconds(Double(count) / rate)
        case .poisson(let rate):
            // The first one comes at once; the distances are exponential.
            if count > 0 { time -= log(1 - generator.unit()) / rate }
            return .seconds(time)
        case .recorded(let speed):
            let moment = (recorded[position] ?? 0) + Double(repeatIndex) * round
            let start = base ?? moment
            base = start
            return .seconds(max(0, moment - start) / speed)
        }
    }
}
