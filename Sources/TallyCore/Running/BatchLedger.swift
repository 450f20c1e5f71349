/// Where it is noted what was handed over in batches, so that nothing is handed over twice.
package protocol BatchLedger: Sendable {
    /// The batches of the run whose answers may not have been collected yet, in the order they were made.
    func openBatches() throws -> [BatchRecord]

    /// Writes a batch as it is now; returns when that would survive a power cut.
    func note(_ batch: BatchRecord) throws
}

/// One batch of a run's requests.
package struct BatchRecord: Hashable, Sendable {
    package enum State: String, Sendable {
        /// Its file may be with the provider, and the batch may even have been made.
        case preparing
        /// The provider has it: what it answers is paid for.
        case submitted
        /// Its answers are in the store.
        case collected
        /// The provider has no such batch, or refused it whole.
        case failed
    }

    /// Also the name of its file.
    package var id: ULID
    package var state = State.preparing
    /// When it was begun.
    package var opened: Moment
    /// What the provider calls the file of requests; `nil` until it has it.
    package var file: String?
    /// What the provider calls the batch; `nil` until it has it.
    package var batch: String?
    /// The `custom_id` of each request: `ModelRequest.place`.
    package var places: [String]
    /// How it ended, in words.
    package var message: String?

    package init(id: ULID, opened: Moment, places: [String]) {
        self.id = id
        self.opened = opened
        self.places = places
    }
}
