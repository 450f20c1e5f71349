internal import TallyCore
internal import TallyRunner
internal import TallyScoring

/// The rows of one imported prediction: as if its model had been asked once.
struct PredictionRows {
    private let run: RunRecord
    private let dataset: Int64
    private let parser: AnswerParser
    private let scorer: Scorer
    private let task: ExtractionTask
    private let priceKey: String?
    private let moment: Moment
    private let nextID: () -> Int64

    init(
        run: RunRecord,
        dataset: Int64,
        task: ExtractionTask,
        priceKey: String?,
        moment: Moment,
        nextID: @escaping () -> Int64
    ) {
        self.run = run
        self.dataset = dataset
        self.task = task
        self.priceKey = priceKey
        self.moment = moment
        self.nextID = nextID
        parser = AnswerParser(fields: task.fields)
        scorer = Scorer(fields: task.fields, required: task.required, dateOrder: task.dateOrder)
    }

    func entries(_ prediction: Prediction, item: Case, identity: Int) -> [LedgerEntry] {
        let (trial, step, call, attempt) = (nextID(), nextID(), nextID(), nextID())
        let exchange = exchange(prediction)
        var result = Judgement(parser: parser, scorer: scorer, item: item).result(of: exchange)
        result.service = prediction.service
        result.timeToFirstToken = prediction.timeToFirstToken
        let opening = TrialOpening(
            id: trial,
            ulid: identifier(),
            run: run.id,
            dataset: dataset,
            position: identity,
            item: item,
            repeatIndex: prediction.repeatIndex,
            started: moment
        )
        let attemptOpening = AttemptOpening(
            id: attempt,
            ulid: identifier(),
            trial: trial,
            call: call,
            number: 1,
            opened: moment,
            priceKey: priceKey
        )
        let closing = TrialClosing(
            id: trial,
            step: TrialStep(
                id: step,
                tool: "extract",
                inputDigest: Digest(of: item.text ?? item.id),
                call: TrialCall(id: call, profile: run.name, source: .replay)
            ),
            run: run.id,
            scoring: run.scoring,
            result: result,
            ended: moment
        )
        let attemptClosing = AttemptClosing(
            id: attempt,
            exchange: exchange,
            priceKey: priceKey,
            statedCost: prediction.cost
        )
        return [
            .trialOpened(opening), .attemptOpened(attemptOpening), .attemptClosed(attemptClosing),
            .trialClosed(closing),
        ]
    }

    private func identifier() -> ULID {
        var generator = SystemRandomNumberGenerator()
        return ULID(milliseconds: UInt64(max(0, moment.milliseconds)), using: &generator)
    }

    /// What the model sent, as far as it is known.
    private func exchange(_ prediction: Prediction) -> Exchange {
        var text: String?
        switch prediction.answer {
        case .null: text = nil
        case .string(let answer): text = answer
        default: text = prediction.answer.jsonText
        }
        let result: Result<Completion, ProviderError> =
            if let error = prediction.error {
                .failure(ProviderError(error, "as imported"))
            } else {
                .success(Completion(text: text ?? "", finish: .stop))
            }
        var exchange = Exchange(
            body: Array((text ?? "").utf8),
            status: prediction.error == nil ? 200 : nil,
            timings: ExchangeTimings(sent: .zero, done: prediction.service ?? .zero),
            usage: prediction.usage,
            billing: .billed,
            result: result
        )
        exchange.facts.model = prediction.modelVersion
        return exchange
    }
}
