internal import TallyCore

extension Exchange {
    /// Longest text of a server that goes into a row; the body keeps the rest.
    private static let textLimit = 300

    /// The exchange without the secrets a server may have echoed, and with its free texts cut to a row's size.
    ///
    /// It comes after decoding: a secret may be escaped in JSON or split over chunks.
    func scrubbed(by redactor: Redactor) -> Exchange {
        func short(_ text: String) -> String {
            let clean = redactor.scrub(text)
            return clean.utf8.count > Self.textLimit ? clean.prefix(Self.textLimit) + "…" : clean
        }
        var exchange = self
        exchange.body = redactor.scrub(body)
        exchange.facts = facts.scrubbed(by: redactor, short: short)
        switch result {
        case .success(var completion):
            let text = redactor.scrub(completion.text)
            // The raw bytes of a stream would hold the pieces of what the whole text held.
            if text != completion.text { exchange.body = Array(text.utf8) }
            completion.text = text
            if case .other(let reason) = completion.finish {
                completion.finish = .other(short(reason))
            }
            exchange.result = .success(completion)
        case .failure(var error):
            error.message = short(error.message)
            exchange.result = .failure(error)
        }
        return exchange
    }
}

extension ServerFacts {
    fileprivate func scrubbed(by redactor: Redactor, short: (String) -> String) -> ServerFacts {
        var facts = self
        facts.model = model.map(short)
        facts.requestID = requestID.map(short)
        facts.fingerprint = fingerprint.map(short)
        facts.serviceTier = serviceTier.map(short)
        facts.region = region.map(short)
        if let filters {
            let clean = redactor.scrub(filters.jsonBytes)
            // Verdicts are a few words for each category; what is larger is no verdict.
            facts.filters = clean.count > 8192 ? nil : try? JSONParser.parse(clean)
        }
        return facts
    }
}
