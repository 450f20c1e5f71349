internal import TallyConfiguration
internal import TallyCore
internal import TallyProviders

/// One line of a file of predictions.
struct Prediction {
    static let keys = [
        "id", "prediction", "pred", "repeat", "usage", "cost_usd", "latency_s", "ttft_s", "error",
        "model_version",
    ]
    /// Longer than any answer takes, in seconds.
    private static let longest = 1e6

    let caseID: String
    /// What the model answered: an object, or text as it came; null when it answered nothing.
    let answer: JSONValue
    let repeatIndex: Int
    let usage: Usage?
    let cost: Money?
    let service: Duration?
    let timeToFirstToken: Duration?
    /// What kept the model from answering.
    let error: ErrorType?
    let modelVersion: String?

    init(_ object: JSONObject, at place: JSONLineFile.Place) throws(HarnessError) {
        guard let id = object["id"]?.string, !id.isEmpty else {
            throw place.refuse("id: expected the case's id, found \(Self.found(object["id"]))")
        }
        caseID = id
        error = try Self.error(object["error"], place)
        answer = try Self.answer(object["prediction"] ?? object["pred"], error, place)
        repeatIndex = object["repeat"]?.integer ?? 0
        guard (0..<1000).contains(repeatIndex) else {
            throw place.refuse("repeat: expected 0 to 999, found \(repeatIndex)")
        }
        usage = try Self.usage(object["usage"], place)
        cost = try Self.cost(object["cost_usd"], place)
        service = try Self.time(object["latency_s"], "latency_s", place)
        timeToFirstToken = try Self.time(object["ttft_s"], "ttft_s", place)
        modelVersion = object["model_version"]?.string
    }

    /// An object, a text or null; what failed has none.
    private static func answer(
        _ value: JSONValue?,
        _ error: ErrorType?,
        _ place: JSONLineFile.Place
    ) throws(HarnessError) -> JSONValue {
        switch value {
        case nil where error != nil: return .null
        case nil:
            throw place.refuse("missing key \"prediction\": an object, a text, or null")
        case .null?: return .null
        case let answer?:
            guard answer.object != nil || answer.string != nil else {
                throw place.refuse(
                    "prediction: expected an object, a text or null, found \(found(answer))"
                )
            }
            guard error == nil else {
                throw place.refuse("a prediction and an error exclude each other")
            }
            return answer
        }
    }

    /// OpenAI's usage object, or disjoint buckets by the names of `tally.run/1`.
    private static func usage(
        _ value: JSONValue?,
        _ place: JSONLineFile.Place
    ) throws(HarnessError) -> Usage? {
        guard let value, value != .null else { return nil }
        if let usage = Usage(chat: value) {
            guard !usage.isInconsistent else {
                throw place.refuse("usage: its counts contradict each other")
            }
            return usage
        }
        let names = ["input", "cached_input", "cache_write", "output", "reasoning"]
        guard let object = value.object, object["input"] != nil || object["output"] != nil else {
            throw place.refuse(
                "usage: expected prompt_tokens and completion_tokens, or "
                    + names.joined(separator: ", ")
            )
        }
        var counts: [Int] = []
        for name in names {
            let count = object[name]?.integer ?? 0
            guard (0...1 << 32).contains(count) else {
                throw place.refuse("usage.\(name): expected a count of tokens, found \(count)")
            }
            counts.append(count)
        }
        return Usage(
            input: counts[0],
            cachedInput: counts[1],
            cacheWrite: counts[2],
            output: counts[3],
            reasoning: counts[4]
        )
    }

    private static func cost(
        _ value: JSONValue?,
        _ place: JSONLineFile.Place
    ) throws(HarnessError) -> Money? {
        guard let value, value != .null else { return nil }
        guard case .number(let lexeme) = value, let dollars = value.double,
            (0...1e6).contains(dollars)
        else { throw place.refuse("cost_usd: expected dollars, found \(found(value))") }
        // Digits beyond nano-dollars are rounded away.
        let exact = ExactDecimal(lexeme).flatMap { try? $0.integer(scaledBy: 9) }
        return Money(nanodollars: exact ?? Int64((dollars * 1e9).rounded()))
    }

    private static func time(
        _ value: JSONValue?,
        _ name: String,
        _ place: JSONLineFile.Place
    ) throws(HarnessError) -> Duration? {
        guard let value, value != .null else { return nil }
        guard let seconds = value.double, (0...longest).contains(seconds) else {
            throw place.refuse("\(name): expected seconds, found \(found(value))")
        }
        return .seconds(seconds)
    }

    private static func error(
        _ value: JSONValue?,
        _ place: JSONLineFile.Place
    ) throws(HarnessError) -> ErrorType? {
        guard let value, value != .null else { return nil }
        guard let type = value.string.flatMap(ErrorType.init(rawValue:)) else {
            let known = ErrorType.allCases.map(\.rawValue).joined(separator: ", ")
            throw place.refuse("error: expected one of \(known), found \(found(value))")
        }
        return type
    }

    private static func found(_ value: JSONValue?) -> String {
        guard let value else { return "nothing" }
        let text = value.jsonText
        return text.count > 40 ? value.kind : text
    }
}
