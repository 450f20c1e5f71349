internal import TallyCore
internal import TallyHTTP

/// The answers of a batch by the places of their requests, from its files of outputs and errors.
struct BatchAnswers {
    private var byPlace: [String: JSONValue] = [:]
    private let dialect: any Dialect
    /// The server said that it only simulates.
    private let isSimulated: Bool

    init(_ files: [BatchDesk.File], dialect: any Dialect) {
        self.dialect = dialect
        isSimulated = files.contains(where: \.isSimulated)
        for file in files {
            for line in file.bytes.split(separator: UInt8(ascii: "\n")) {
                guard let json = try? JSONParser.parse(Array(line)),
                    let place = json["custom_id"]?.string
                else { continue }
                byPlace[place] = json
            }
        }
    }

    /// What came of the request with a `custom_id`; `now` is in seconds since 1970.
    ///
    /// It has no times, for a batch is answered when the provider has time.
    func exchange(_ place: String, _ prompt: Prompt, in state: BatchState, now: Double) -> Exchange
    {
        guard let line = byPlace[place] else { return .unanswered(state.omission) }
        guard let answer = line["response"], let status = answer["status_code"]?.integer else {
            let code = line["error"]?["code"]?.string ?? ""
            let message = line["error"]?["message"]?.string ?? line.jsonText
            let isExpired = code == "batch_expired"
            return .unanswered(
                ProviderError(.serverError, "\(code): \(message)", shouldRetry: isExpired)
            )
        }
        var response = WireResponse()
        response.status = status
        response.body = answer["body"]?.jsonBytes ?? []
        if let id = answer["request_id"]?.string {
            response.headers.append((name: "x-request-id", value: id))
        }
        if isSimulated { response.headers.append((name: "x-tally-simulated", value: "true")) }
        let reader = ExchangeReader(dialect: dialect, response: response, prompt: prompt, now: now)
        var exchange = reader.exchange
        exchange.facts.serviceTier = Tariff.batch
        return exchange
    }
}

extension Exchange {
    /// Of a request that no model was asked for, or whose answer is not to be had now.
    static func unanswered(_ error: ProviderError) -> Exchange {
        Exchange(
            timings: ExchangeTimings(done: .zero),
            billing: .notBilled,
            result: .failure(error)
        )
    }
}
