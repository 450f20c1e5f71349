internal import GRDB
internal import TallyCore

/// One trial as its rows tell of it, an attempt each.
struct TrialFold {
    let id: Int64
    private let own: TrialRecord
    private let values: TrialValues
    private let isSimulated: Bool
    private var attempts = AttemptFold()
    private var returnedModel: String?
    private var reused = ReuseFold()

    /// Takes what the rows of a trial have in common from the first of them.
    init(_ row: Row, texts: inout ScoreTexts) throws {
        id = row[.id]
        own = try TrialRecord(row, texts: &texts)
        values = TrialValues(
            expected: row[.expected],
            output: row[.output],
            locale: row[.locale],
            tags: try (row[.tags] as String?).map { try texts.tags($0) } ?? []
        )
        isSimulated = row[.isSimulated] ?? false
    }

    mutating func add(_ row: Row, pricing: inout AttemptPricing) {
        attempts.add(row, pricing: &pricing)
        guard row[.isDecisive] as Bool? == true, row[.attemptError] as String? == nil else {
            return
        }
        returnedModel = row[.returnedModel] ?? returnedModel
    }

    /// Adds an attempt, of this trial or another, whose answer a call of this one was given again.
    mutating func add(reused row: Row, pricing: inout AttemptPricing) {
        reused.add(row, pricing: &pricing)
        if row["decisive"] as Bool { returnedModel = row["returned_model"] ?? returnedModel }
    }

    var record: TrialRecord {
        var record = own
        let isPriced = attempts.unpriced == 0 && attempts.hourly == 0
        record.usage = attempts.usage
        record.reused = reused.sum
        record.paid = isPriced ? attempts.cost : nil
        record.cost = isPriced ? reused.sum.cost.map { attempts.cost + $0 } : nil
        record.wasted = attempts.wasted
        record.possible = attempts.possible
        record.possibleAttempts = attempts.possibleAttempts
        record.unpricedAttempts = attempts.unpriced
        record.saved = isPriced ? reused.saved.map { attempts.saved + $0 } : nil
        record.cachedCost =
            isPriced
            ? reused.cachedCost.flatMap { cost in attempts.cachedCost.map { $0 + cost } } : nil
        record.retries = attempts.retries
        record.rateLimited = attempts.rateLimited
        return record
    }

    var judged: JudgedTrial { JudgedTrial(record: record, values: values) }

    var answer: TrialAnswer {
        get throws {
            TrialAnswer(
                record: record,
                expected: try values.expected,
                output: try values.output,
                locale: values.locale,
                attempts: attempts.attempts,
                returnedModel: returnedModel,
                isSimulated: isSimulated,
                tags: values.tags
            )
        }
    }
}

extension TrialRecord {
    /// Without what its attempts add.
    fileprivate init(_ row: Row, texts: inout ScoreTexts) throws {
        let error = (row[.error] as String?).flatMap(ErrorType.init(rawValue:))
        let repairs = (row[.repairs] as String?)?.split(separator: " ").map(String.init) ?? []
        // A call that had to wait for its schema to be compiled says nothing about the model's pace.
        let isWarmUp: Bool = row[.isWarmUp] ?? false
        self.init(
            position: row[.position],
            caseID: row[.caseID],
            group: row[.group],
            weight: row[.weight],
            repeatIndex: row[.repeatIndex],
            outcome: TrialOutcome(state: row[.state], error: error),
            score: try TrialScore(row, texts: &texts),
            source: CallSource(rawValue: row[.source]) ?? .wire,
            service: isWarmUp ? nil : (row[.service] as Int64?).map { Double($0) / 1e6 },
            isCensored: row[.isCensored],
            timeToFirstToken: isWarmUp
                ? nil : (row[.firstToken] as Int64?).map { Double($0) / 1e6 },
            isRawValid: repairs.isEmpty,
            repairs: repairs,
            isSchemaValid: row[.schemaValid],
            meanLogprob: row[.meanLogprob],
            isEscalated: (row[.stage] as Int? ?? 0) > 0
        )
        place = row[.place]
        queueWait = (row[.queue] as Int64?).map { Double($0) / 1e6 }
        response = (row[.total] as Int64?).map { Double($0) / 1e6 }
    }
}

extension TrialScore {
    fileprivate init?(_ row: Row, texts: inout ScoreTexts) throws {
        guard let outcomes: String = row[.outcomes] else { return nil }
        self.init(
            fields: try texts.fields(outcomes),
            lineItems: try (row[.lineItems] as String?).flatMap { try texts.lineItems($0) },
            isDocumentExact: row[.isExact],
            isDocumentExactRaw: row[.isExactRaw],
            annotated: row[.annotated],
            right: row[.right],
            reconciles: row[.reconciles]
        )
    }
}
