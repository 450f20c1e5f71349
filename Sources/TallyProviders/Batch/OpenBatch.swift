internal import TallyCore

/// A batch that answers are still wanted of.
struct OpenBatch {
    var record: BatchRecord
    /// Its file's bytes, until the provider has them.
    var bytes: [UInt8]
    /// Who waits for an answer, by place; those of an earlier sitting come by and by.
    var waiting: [String: BatchProvider.Waiting]
    /// Places nobody asked for yet in this sitting.
    var unclaimed: Set<String>
    /// When it is to be looked at next.
    var due: ContinuousClock.Instant
    /// It may have been made though nobody told us so.
    var mayExist: Bool
    /// The trouble that was told last.
    var trouble: String?
    /// Its end, once it was fetched.
    var end: End?

    struct End {
        let state: BatchState
        let answers: BatchAnswers
    }

    /// One that was just gathered.
    init(_ record: BatchRecord, _ bytes: [UInt8], _ waiting: [String: BatchProvider.Waiting]) {
        self.record = record
        self.bytes = bytes
        self.waiting = waiting
        unclaimed = []
        due = .now
        mayExist = false
    }

    /// One of an earlier sitting.
    init(_ record: BatchRecord) {
        self.record = record
        bytes = []
        waiting = [:]
        unclaimed = Set(record.places)
        due = .now
        mayExist = true
    }
}
