/// As cassettes hold it: times in microseconds, what is absent left out.
extension StoredExchange {
    package var json: JSONValue {
        var object = JSONObject()
        if let status { object["status"] = .number(status) }
        object["times_us"] = .object(times)
        if let usage { object["usage"] = usage.json }
        object["billed"] = .string(billing.rawValue)
        let facts = facts.json
        if !facts.isEmpty { object["server"] = .object(facts) }
        if isSimulated { object["simulated"] = true }
        if let finish { object["finish"] = .string(finish) }
        if let error {
            object["error"] = [
                "type": .string(error.type.rawValue), "message": .string(error.portableMessage),
            ]
        }
        if !chunkOffsets.isEmpty {
            object["chunks_ms"] = .array(chunkOffsets.map { .number($0) })
        }
        if let text = String(validating: body, as: UTF8.self) {
            object["body"] = .string(text)
        } else {
            object["bytes"] = .array(body.map { .number(Int($0)) })
        }
        return .object(object)
    }

    /// Reads back what `json` wrote; `nil` when a member is missing or of another type.
    package init?(json: JSONValue) {
        guard let times = ExchangeTimings(json: json["times_us"]),
            let billing = json["billed"]?.string.flatMap(Exchange.Billing.init(rawValue:))
        else { return nil }
        var error: ProviderError?
        if let value = json["error"] {
            guard let type = value["type"]?.string.flatMap(ErrorType.init(rawValue:)) else {
                return nil
            }
            error = ProviderError(
                type,
                value["message"]?.string ?? "",
                status: json["status"]?.integer
            )
        }
        let bytes = json["bytes"]?.array?.compactMap { $0.integer.flatMap(UInt8.init(exactly:)) }
        let usage = json["usage"].flatMap(Usage.init(json:))
        guard bytes?.count == json["bytes"]?.array?.count,
            (usage == nil) == (json["usage"] == nil)
        else { return nil }
        self.init(
            status: json["status"]?.integer,
            body: json["body"]?.string.map { Array($0.utf8) } ?? bytes ?? [],
            chunkOffsets: json["chunks_ms"]?.array?.compactMap(\.integer) ?? [],
            timings: times,
            usage: usage,
            facts: ServerFacts(json: json["server"]),
            isSimulated: json["simulated"]?.bool ?? false,
            billing: billing,
            error: error,
            finish: json["finish"]?.string
        )
    }

    private var times: JSONObject {
        var object = JSONObject()
        let marks = [
            ("sent", timings.sent), ("first_byte", timings.firstByte),
            ("first_content", timings.firstContent), ("done", timings.done),
        ]
        for (name, time) in marks {
            if let time { object[name] = .number(Int(time.microseconds)) }
        }
        return object
    }
}

extension ProviderError {
    /// Without the address that no connection was made to, or a proxy's.
    fileprivate var portableMessage: String {
        switch type {
        case .connect: "cannot connect"
        case .tls: "TLS failed"
        default: message
        }
    }
}

extension ExchangeTimings {
    fileprivate init?(json: JSONValue?) {
        /// A year of microseconds is no time that a request takes.
        func time(_ name: String) -> Duration? {
            guard let value = json?[name]?.integer, (0...31_536_000_000_000).contains(value) else {
                return nil
            }
            return .microseconds(value)
        }
        guard let done = time("done"),
            ["sent", "first_byte", "first_content"].allSatisfy({ name in
                json?[name] == nil || time(name).map { $0 <= done } ?? false
            })
        else { return nil }
        self.init(
            sent: time("sent"),
            firstByte: time("first_byte"),
            firstContent: time("first_content"),
            done: done
        )
    }
}

extension Usage {
    fileprivate var json: JSONValue {
        var object = JSONObject([("input", .number(input)), ("output", .number(output))])
        let others = [
            ("cached_input", cachedInput), ("cache_write", cacheWrite),
            ("cache_write_1h", cacheWriteLong), ("reasoning", reasoning),
        ]
        for (name, count) in others where count != 0 { object[name] = .number(count) }
        if isEstimated { object["estimated"] = true }
        if isInconsistent { object["inconsistent"] = true }
        return .object(object)
    }

    fileprivate init?(json: JSONValue) {
        /// No answer has a billion tokens, and sums of such counts do not overflow.
        func count(_ name: String) -> Int? {
            guard let value = json[name] else { return 0 }
            return value.integer.flatMap { (0...1_000_000_000).contains($0) ? $0 : nil }
        }
        guard json["input"] != nil, json["output"] != nil, let input = count("input"),
            let output = count("output"), let cached = count("cached_input"),
            let write = count("cache_write"), let long = count("cache_write_1h"),
            let reasoning = count("reasoning")
        else { return nil }
        self.init(
            input: input,
            cachedInput: cached,
            cacheWrite: write,
            cacheWriteLong: long,
            output: output,
            reasoning: reasoning,
            isEstimated: json["estimated"]?.bool ?? false,
            isInconsistent: json["inconsistent"]?.bool ?? false
        )
    }
}

extension ServerFacts {
    fileprivate var json: JSONObject {
        var object = JSONObject()
        let texts = [
            ("model", model), ("request_id", requestID), ("fingerprint", fingerprint),
            ("tier", serviceTier), ("region", region),
        ]
        for (name, text) in texts { if let text { object[name] = .string(text) } }
        if let processing { object["processing_us"] = .number(Int(processing.microseconds)) }
        if let filters { object["filters"] = filters }
        return object
    }

    fileprivate init(json: JSONValue?) {
        self.init(
            model: json?["model"]?.string,
            requestID: json?["request_id"]?.string,
            fingerprint: json?["fingerprint"]?.string,
            serviceTier: json?["tier"]?.string,
            region: json?["region"]?.string,
            processing: json?["processing_us"]?.integer.map { .microseconds($0) },
            filters: json?["filters"]
        )
    }
}
