internal import GRDB

/// The columns of a row of a trial and one of its attempts.
///
/// They are read by their place: looking a name up takes longer than most values take to read.
enum TrialColumn: Int, CaseIterable {
    case id, repeatIndex, place, queue, total, state, error, output, repairs, schemaValid,
        reconciles
    case position, caseID, group, weight, expected, locale, tags
    case source, stage, meanLogprob, isCensored, service, firstToken, isWarmUp, isSimulated
    case isExact, isExactRaw, annotated, right, outcomes, lineItems
    case attempt, attemptState, number, attemptError, billed, opened, priceKey, profile
    case returnedModel, serviceTier, stated, isDecisive
    case input, cachedInput, cacheWrite, cacheWriteLong, outputTokens, reasoning
    case isEstimated, isInconsistent

    /// Over trials `t`, cases `k`, steps `s`, calls `c`, scores `f` and attempts `a`.
    private var sql: String {
        switch self {
        case .id: "t.id"
        case .repeatIndex: "t.repeat"
        case .place: "t.place"
        case .queue: "t.queue_us"
        case .total: "t.total_us"
        case .state: Schema.judged("state")
        case .error: Schema.judged("error")
        case .output: Schema.judged("output")
        case .repairs: Schema.judged("repairs")
        case .schemaValid: Schema.judged("schema_valid")
        case .reconciles: Schema.judged("reconciles")
        case .position: "k.position"
        case .caseID: "k.case_id"
        case .group: "k.case_group"
        case .weight: "k.weight"
        case .expected: "k.expected"
        case .locale: "k.locale"
        case .tags: "k.tags"
        case .source: "c.source"
        case .stage: "c.stage"
        case .meanLogprob: "c.mean_logprob"
        case .isCensored: "c.censored"
        case .service: "c.service_us + c.before_us"
        case .firstToken: "c.ttft_us + c.before_us"
        case .isWarmUp: "c.warm_up"
        case .isSimulated: "c.simulated"
        case .isExact: "f.document_exact"
        case .isExactRaw: "f.document_exact_raw"
        case .annotated: "f.annotated"
        case .right: "f.right"
        case .outcomes: "f.outcomes"
        case .lineItems: "f.line_items"
        case .attempt: "a.id"
        case .attemptState: "a.state"
        case .number: "a.number"
        case .attemptError: "a.error"
        case .billed: "a.billed"
        case .opened: "a.opened"
        case .priceKey: "a.price_key"
        case .profile: "a.profile"
        case .returnedModel: "a.returned_model"
        case .serviceTier: "a.service_tier"
        case .stated: "a.stated_nanodollars"
        case .isDecisive: "a.call = c.id"
        case .input: "a.input_tokens"
        case .cachedInput: "a.cached_input_tokens"
        case .cacheWrite: "a.cache_write_tokens"
        case .cacheWriteLong: "a.cache_write_long_tokens"
        case .outputTokens: "a.output_tokens"
        case .reasoning: "a.reasoning_tokens"
        case .isEstimated: "a.usage_estimated"
        case .isInconsistent: "a.usage_inconsistent"
        }
    }

    /// What a query selects, so that `row[column]` finds each at its place.
    static let list = allCases.map(\.sql).joined(separator: ", ")
}

extension Row {
    subscript<Value: DatabaseValueConvertible & StatementColumnConvertible>(
        column: TrialColumn
    ) -> Value { self[column.rawValue] }
}
