/// Documents an hour that a run's limits allow, and what binds.
package struct Capacity: Hashable, Sendable {
    package enum Limit: String, Sendable {
        case requestsPerMinute = "rpm"
        case tokensPerMinute = "tpm"
        case concurrency
    }

    /// What one limit of one profile allows.
    package struct Bound: Hashable, Sendable {
        package var profile: String
        package var limit: Limit
        /// Of the limit itself.
        package var value: Int
        /// What a document needs of it: requests, tokens, or seconds in flight.
        package var perDocument: Double

        package init(profile: String, limit: Limit, value: Int, perDocument: Double) {
            self.profile = profile
            self.limit = limit
            self.value = value
            self.perDocument = perDocument
        }

        package var documentsPerHour: Double {
            let perHour = limit == .concurrency ? 3600.0 : 60
            return Double(value) * perHour / perDocument
        }
    }

    /// The tightest first.
    package var bounds: [Bound]

    package init(bounds: [Bound]) {
        self.bounds = bounds.sorted { $0.documentsPerHour < $1.documentsPerHour }
    }
}
