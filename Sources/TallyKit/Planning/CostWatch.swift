internal import Synchronization
internal import TallyAnalysis
internal import TallyCore
internal import TallyRunner

/// Forecasts while a run lasts what its lanes will have cost, and tells the observer now and then.
///
/// Only documents before the first that is still out stand for those to come: the seeded order is random, the order of
/// completion is not, as short answers are done first.
final class CostWatch: RunObserver {
    /// Documents before anything is forecast, and between two forecasts.
    private static let step = 10

    private struct Lane {
        var planned: Int
        /// Steps that are out.
        var out: Set<Int> = []
        /// Dollars of each step that is not known to be before all that are out.
        var open: [Int: Double] = [:]
        var ended: Set<Int> = []
        var costs = Moments()
        var isUnpriced = false
        var told = 0

        /// Takes what lies before all that is still out; returns what the lane will have cost, where that is due.
        mutating func settle() -> Estimate? {
            let first = out.min() ?? .max
            for step in ended where step < first {
                costs.add(open.removeValue(forKey: step) ?? 0)
                ended.remove(step)
            }
            guard !isUnpriced, costs.mean > 0, costs.count >= told + CostWatch.step,
                planned > costs.count, var sum = costs.forecast(of: planned - costs.count)
            else { return nil }
            told = costs.count
            let spent = costs.mean * Double(costs.count)
            sum.value += spent
            sum.low += spent
            sum.high += spent
            return sum
        }
    }

    private let observer: any RunObserver
    private let lanes = Mutex<[Lane]>([])

    init(_ observer: any RunObserver) { self.observer = observer }

    func receive(_ event: RunEvent) {
        observer.receive(event)
        switch event {
        case .started(let start):
            lanes.withLock { $0 = start.lanes.map { Lane(planned: $0.planned) } }
        case .attemptStarted(let lane, let step):
            change(lane) { $0.out.insert(step) }
        case .attemptFinished(let lane, let report):
            change(lane) { lane in
                if let cost = report.cost, !report.isHourly {
                    lane.open[report.step, default: 0] += cost.dollars
                } else {
                    lane.isUnpriced = true
                }
            }
        case .trialFinished(let index, let report):
            let forecast = change(index) { lane in
                lane.out.remove(report.step)
                lane.ended.insert(report.step)
                return lane.settle()
            }
            if let forecast = forecast ?? nil {
                observer.receive(.costForecast(lane: index, forecast))
            }
        case .trialTraced(let lane, let trace) where trace.outcome == nil:
            // It is left for later: nobody waits for it, and its cost so far is known.
            change(lane) { $0.out.remove(trace.step) }
        default: break
        }
    }

    @discardableResult
    private func change<Value: Sendable>(
        _ lane: Int,
        _ body: (inout sending Lane) -> Value
    ) -> Value? {
        lanes.withLock { lanes in
            lanes.indices.contains(lane) ? body(&lanes[lane]) : nil
        }
    }
}
