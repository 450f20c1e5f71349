internal import TallyCore

/// The times of a run's documents from their intended starts, and what of them was waiting.
///
/// The trials are those of `LatencySample`. One that a deadline cut off was not answered yet when it was given up, so
/// its time is a lower bound.
struct ResponseSample: Sendable {
    private var responses: [LatencySample.Observation] = []
    private var queues: [LatencySample.Observation] = []

    mutating func add(_ record: TrialRecord) {
        guard record.repeatIndex == 0, record.source != .cache, record.service != nil,
            record.outcome.isScored || record.isCensored,
            let response = record.response, let wait = record.queueWait
        else { return }
        responses.append(.init(seconds: response, isCensored: record.isCensored))
        queues.append(.init(seconds: wait, isCensored: false))
    }

    func summary(_ arrivals: Arrivals) -> RunSummary.Response {
        let sorted = LatencySample.Sorted(responses)
        let waits = LatencySample.Sorted(queues)
        var summary = RunSummary.Response()
        summary.arrivals = arrivals
        summary.n = responses.count
        summary.p50 = sorted.quantile(0.5)
        summary.p95 = sorted.quantile(0.95)
        summary.p99 = sorted.quantile(0.99)
        summary.queueP50 = waits.quantile(0.5)
        summary.queueP95 = waits.quantile(0.95)
        return summary
    }
}
