/// How runs went as operations see them: requests, promises, when, for whom and what failed.
package struct OperationsReport: Sendable {
    package var runs: [RunOperations]
    package var activity: Activity
    /// Spans of time with failed requests, in order.
    package var errors: [ErrorSpan]
    /// Seconds of such a span.
    package var errorSpan: Int

    package init(runs: [RunOperations], activity: Activity, errors: [ErrorSpan], errorSpan: Int) {
        self.runs = runs
        self.activity = activity
        self.errors = errors
        self.errorSpan = errorSpan
    }

    /// Failed requests of one span of time, by run and type.
    package struct ErrorSpan: Hashable, Sendable {
        package var start: Moment
        package var counts: [Count]

        package struct Count: Hashable, Sendable {
            package var run: String
            package var type: ErrorType
            package var number: Int

            package init(run: String, type: ErrorType, number: Int) {
                self.run = run
                self.type = type
                self.number = number
            }
        }

        package init(start: Moment, counts: [Count]) {
            self.start = start
            self.counts = counts
        }
    }

    /// Which documents came when, and from whom, over all runs.
    package struct Activity: Sendable {
        /// Hours are those at which documents arrived in production, counted from the first; those without an arrival are in none.
        package var isByArrival = false
        /// Documents by hour and tool; the hour counts from 1970, or from the first arrival.
        package var hours: [Int: [String: Int]] = [:]
        package var tools: [String: Int] = [:]
        /// By user; empty where the dataset names none.
        package var users: [String: Int] = [:]
        /// Users beyond those that are told apart.
        package var otherUsers = 0

        package init() {}
    }
}
