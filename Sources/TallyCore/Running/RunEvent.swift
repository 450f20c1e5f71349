/// What happens while an experiment runs, in the order it happens.
package enum RunEvent: Sendable {
    case started(Start)
    /// `step` is the trial's number among all of its lane, in the order in which they are sent.
    case attemptStarted(lane: Int, step: Int = 0)
    case attemptFinished(lane: Int, AttemptReport)
    case trialFinished(lane: Int, TrialReport)
    /// What was done for a trial, when its rows are stored; also for one that is to be done again.
    case trialTraced(lane: Int, TrialTrace)
    /// The lane's controller allows another number of requests in flight.
    case limitChanged(lane: Int, limit: Int)
    /// What the lane will have cost when it has ended, in dollars.
    case costForecast(lane: Int, Estimate)
    /// The lane sends no more; its remaining trials stay pending.
    case laneStopped(lane: Int, reason: String)
    /// Something a person should know, though the run goes on.
    case remark(String)
    /// A person asked to stop: what is in flight is finished, nothing new is sent.
    case draining
    case finished

    package struct Start: Sendable {
        package var experiment: String
        package var benchmark: String
        package var dataset: DatasetIdentity
        package var lanes: [Lane]

        package init(
            experiment: String,
            benchmark: String,
            dataset: DatasetIdentity,
            lanes: [Lane]
        ) {
            self.experiment = experiment
            self.benchmark = benchmark
            self.dataset = dataset
            self.lanes = lanes
        }
    }

    package struct Lane: Sendable {
        package var name: String
        /// Trials still to do; less than the plan after a resume.
        package var planned: Int
        package var alreadyDone: Int
        package var limit: Int
        package var isSimulated: Bool
        /// Answered from a cassette.
        package var isRecorded: Bool

        package init(
            name: String,
            planned: Int,
            alreadyDone: Int,
            limit: Int,
            isSimulated: Bool,
            isRecorded: Bool = false
        ) {
            self.isRecorded = isRecorded
            self.name = name
            self.planned = planned
            self.alreadyDone = alreadyDone
            self.limit = limit
            self.isSimulated = isSimulated
        }
    }

    package struct AttemptReport: Sendable {
        package var error: ErrorType?
        package var usage: Usage?
        /// `nil` when unpriced.
        package var cost: Money?
        /// From the request head to the last byte; `nil` where nothing was timed.
        package var service: Duration?
        /// From the request head to the first content; `nil` when not streamed.
        package var firstToken: Duration?
        /// The name of whom it asked.
        package var profile: String
        /// 1 for the first of its call.
        package var number: Int
        /// It ran on capacity that its run pays by the hour, and has no cost of its own.
        package var isHourly: Bool
        /// Of an earlier process that was cut off: nobody knows how it ended.
        package var isLost: Bool
        /// The model version that answered; `nil` when the server did not say.
        package var returnedModel: String?
        /// Of its trial, as `attemptStarted` has it.
        package var step = 0

        package init(
            error: ErrorType?,
            usage: Usage?,
            cost: Money?,
            service: Duration?,
            firstToken: Duration? = nil,
            profile: String = "",
            number: Int = 1,
            isHourly: Bool = false,
            isLost: Bool = false,
            returnedModel: String? = nil
        ) {
            self.error = error
            self.usage = usage
            self.cost = cost
            self.service = service
            self.firstToken = firstToken
            self.profile = profile
            self.number = number
            self.isHourly = isHourly
            self.isLost = isLost
            self.returnedModel = returnedModel
        }
    }

    package struct TrialReport: Sendable {
        package var caseID: String
        package var outcome: TrialOutcome
        package var score: TrialScore?
        /// Time spent waiting for a place, for limits and between tries.
        package var queueWait: Duration
        /// From the trial's begin to its end, waits included.
        package var total: Duration
        /// As `attemptStarted` has it.
        package var step = 0

        package init(
            caseID: String,
            outcome: TrialOutcome,
            score: TrialScore?,
            queueWait: Duration = .zero,
            total: Duration = .zero
        ) {
            self.caseID = caseID
            self.outcome = outcome
            self.score = score
            self.queueWait = queueWait
            self.total = total
        }
    }
}

/// Someone who follows a run; called on the trial's own task, so it must return at once and never block.
package protocol RunObserver: Sendable {
    func receive(_ event: RunEvent)
}
