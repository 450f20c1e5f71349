package import TallyCore
package import TallyScoring

/// Everything an experiment's work follows from.
package struct RunPlan: Sendable {
    /// The dataset's row in the store.
    package var dataset: Int64
    package var cases: any CaseSource
    /// Of lanes that show images.
    package var images: (any ImageSource)?
    /// Positions of the cases in the one seeded order that all lanes follow.
    package var order: [Int]
    package var repeats: Int
    package var parser: AnswerParser
    package var scorer: Scorer
    package var retry: RetryPolicy
    package var seed: UInt64
    package var lanes: [Lane]
    /// Of all lanes together.
    package var budget: Budget
    /// What earlier sittings spent of it.
    package var spent: Spent
    /// Of each lane.
    package var runBudget = Budget()
    /// `nil` where every request is sent and no answer kept.
    package var responses: (any ResponseReuse)?
    package var arrivals = Arrivals.closed
    /// Seconds at which the cases arrived, by their positions; needed where arrivals are as recorded.
    package var recordedTimes: [Int: Double] = [:]
    package var schedule = Schedule.free
    /// Trials at the beginning of each lane whose times count in no statistic.
    package var warmUp = 0

    /// Places of the seeded order, as they are sent.
    var sendingOrder: [Int] {
        guard case .recorded = arrivals else { return Array(order.indices) }
        return order.indices.sorted { left, right in
            (recordedTimes[order[left]] ?? 0, left) < (recordedTimes[order[right]] ?? 0, right)
        }
    }

    /// `task` says how answers are parsed and scored; each lane has its own prompt.
    package init(
        dataset: Int64,
        cases: any CaseSource,
        images: (any ImageSource)? = nil,
        order: [Int],
        repeats: Int,
        task: ExtractionTask,
        retry: RetryPolicy = RetryPolicy(),
        seed: UInt64,
        lanes: [Lane],
        budget: Budget = Budget(),
        spent: Spent = .nothing,
        responses: (any ResponseReuse)? = nil
    ) {
        self.dataset = dataset
        self.cases = cases
        self.images = images
        self.order = order
        self.repeats = repeats
        parser = AnswerParser(fields: task.fields)
        scorer = Scorer(fields: task.fields, required: task.required, dateOrder: task.dateOrder)
        self.retry = retry
        self.seed = seed
        self.lanes = lanes
        self.budget = budget
        self.spent = spent
        self.responses = responses
    }

    /// One variant's work.
    package struct Lane: Sendable {
        package var index: Int
        /// The run's row and the scoring's row in the store.
        package var run: Int64
        package var scoring: Int64
        package var profile: Profile
        /// The task with the variant's own prompt.
        package var task: ExtractionTask
        package var provider: any ModelProvider
        /// Whom it asks in doubt; `nil` for a lane that asks its profile alone.
        package var escalation: Escalation?
        /// The dated prices of its profiles' keys.
        package var prices: PriceTable
        /// Trials that have a result already.
        package var finished: Set<TrialSlot>
        /// What earlier sittings spent of the lane's own budget.
        package var spent = Spent.nothing

        package init(
            index: Int,
            run: Int64,
            scoring: Int64,
            profile: Profile,
            task: ExtractionTask,
            provider: any ModelProvider,
            escalation: Escalation? = nil,
            prices: PriceTable,
            finished: Set<TrialSlot>
        ) {
            self.index = index
            self.run = run
            self.scoring = scoring
            self.profile = profile
            self.task = task
            self.provider = provider
            self.escalation = escalation
            self.prices = prices
            self.finished = finished
        }
    }
}
