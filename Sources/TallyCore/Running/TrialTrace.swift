/// What was done for one trial and when, for tracers; all times count from the trial's begin.
package struct TrialTrace: Sendable {
    /// The trial's own identifier.
    package var id: ULID
    package var caseID: String
    package var repeatIndex: Int
    package var tool: String
    package var began: Moment
    package var duration: Duration
    /// Time spent waiting for a place, for limits and between tries.
    package var queueWait: Duration
    /// `nil` when it is to be done again.
    package var outcome: TrialOutcome?
    package var score: TrialScore?
    /// In the order they were asked.
    package var calls: [Call]
    /// Its number among all trials of its lane, in the order in which they are sent.
    package var step = 0

    package init(
        id: ULID,
        caseID: String,
        repeatIndex: Int = 0,
        tool: String = "extract",
        began: Moment,
        duration: Duration,
        queueWait: Duration = .zero,
        outcome: TrialOutcome?,
        score: TrialScore? = nil,
        calls: [Call]
    ) {
        self.id = id
        self.caseID = caseID
        self.repeatIndex = repeatIndex
        self.tool = tool
        self.began = began
        self.duration = duration
        self.queueWait = queueWait
        self.outcome = outcome
        self.score = score
        self.calls = calls
    }

    /// One profile asked.
    package struct Call: Sendable {
        package var profile: String
        package var role: CallRole
        package var source: CallSource
        package var start: Duration
        package var duration: Duration
        /// What its answer came to, if it failed.
        package var error: ErrorType?
        /// Requests on the wire, none where nothing left.
        package var attempts: [Attempt]

        package init(
            profile: String,
            role: CallRole = .answer,
            source: CallSource = .wire,
            start: Duration = .zero,
            duration: Duration,
            error: ErrorType? = nil,
            attempts: [Attempt]
        ) {
            self.profile = profile
            self.role = role
            self.source = source
            self.start = start
            self.duration = duration
            self.error = error
            self.attempts = attempts
        }
    }

    /// One request on the wire.
    package struct Attempt: Sendable {
        package var id: ULID
        package var start: Duration
        package var duration: Duration
        package var status: Int?
        /// The server's own id of the request.
        package var requestID: String?
        package var report: RunEvent.AttemptReport

        package init(
            id: ULID,
            start: Duration,
            duration: Duration,
            status: Int? = nil,
            requestID: String? = nil,
            report: RunEvent.AttemptReport
        ) {
            self.id = id
            self.start = start
            self.duration = duration
            self.status = status
            self.requestID = requestID
            self.report = report
        }
    }
}
