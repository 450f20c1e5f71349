package import TallyCore
internal import TallyStatistics

/// Collects how runs went, a request and a document at a time; a pure value.
package struct OperationsCollector {
    /// Users that are told apart.
    private static let mostUsers = 1000
    /// Spans of errors at most.
    private static let mostSpans: Int64 = 24
    /// Seconds of a span.
    private static let spans: [Int64] = [1, 10, 60, 600, 3600, 86_400]

    private var runs: [RunCollector] = []
    private var activity = OperationsReport.Activity()
    /// By second, run and type.
    private var failures: [Int64: [Int: [ErrorType: Int]]] = [:]
    private var first: Int64?
    private var last: Int64 = 0
    /// Documents by the hour at which they arrived in production, where the dataset says, and tool.
    private var arrivals: [Int: [String: Int]] = [:]

    package init() {}

    /// Begins with the next run.
    package mutating func begin(_ facts: OperationsFacts) { runs.append(RunCollector(facts)) }

    package mutating func add(_ request: StoredRequest) {
        guard let index = runs.indices.last else { return }
        runs[index].add(request)
        let second = request.opened.milliseconds / 1000
        first = min(first ?? second, second)
        last = max(last, second)
        guard let error = request.error else { return }
        failures[second, default: [:]][index, default: [:]][error, default: 0] += 1
    }

    package mutating func add(_ document: StoredDocument) {
        guard let index = runs.indices.last else { return }
        runs[index].add(document)
        activity.tools[document.tool, default: 0] += 1
        if let user = document.user {
            if activity.users[user] != nil || activity.users.count < Self.mostUsers {
                activity.users[user, default: 0] += 1
            } else {
                activity.otherUsers += 1
            }
        }
        let hour = Int(document.began.milliseconds / 3_600_000)
        activity.hours[hour, default: [:]][document.tool, default: 0] += 1
        let arrival = document.arrival.flatMap { Int(exactly: ($0 / 3600).rounded(.down)) }
        if let arrival { arrivals[arrival, default: [:]][document.tool, default: 0] += 1 }
    }

    package var report: OperationsReport {
        var activity = activity
        if !arrivals.isEmpty {
            activity.isByArrival = true
            activity.hours = arrivals
        }
        let length = last - (first ?? last)
        let span = Self.spans.first { length / $0 < Self.mostSpans } ?? 86_400
        var spans: [Int64: [Int: [ErrorType: Int]]] = [:]
        for (second, runs) in failures {
            let start = second / span * span
            for (run, counts) in runs {
                spans[start, default: [:]][run, default: [:]].merge(counts, uniquingKeysWith: +)
            }
        }
        return OperationsReport(
            runs: runs.map(\.operations),
            activity: activity,
            errors: spans.sorted { $0.key < $1.key }.map { start, counts in
                OperationsReport.ErrorSpan(
                    start: Moment(milliseconds: start * 1000),
                    counts: named(counts)
                )
            },
            errorSpan: Int(span)
        )
    }

    /// In the order of the runs, the most frequent first.
    private func named(
        _ counts: [Int: [ErrorType: Int]]
    ) -> [OperationsReport.ErrorSpan.Count] {
        counts.sorted { $0.key < $1.key }.flatMap { run, types in
            types.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }.map {
                OperationsReport.ErrorSpan.Count(
                    run: runs[run].facts.name,
                    type: $0.key,
                    number: $0.value
                )
            }
        }
    }
}
