extension Simulation {
    var configuration: JSONValue {
        [
            "seed": .string(String(seed)), "ttft": .number(timeToFirstToken),
            "ttft_spread": .number(timeToFirstTokenSpread),
            "tokens_per_second": .number(tokensPerSecond),
            "field_error": [
                "clean": .number(fieldError.clean), "light": .number(fieldError.light),
                "heavy": .number(fieldError.heavy),
            ],
            "caches_prompts": .bool(cachesPrompts),
            "reports_cache_writes": .bool(reportsCacheWrites),
            "rate_limit_share": .number(rateLimitShare),
            "server_error_share": .number(serverErrorShare), "stall_share": .number(stallShare),
            "stall": .number(stall), "malformed_share": .number(malformedShare),
            "reasoning_tokens": .number(reasoningTokens),
            "empty_after_reasoning_share": .number(emptyAfterReasoningShare),
            "refusal_share": .number(refusalShare),
            "content_filter_share": .number(contentFilterShare),
            "requests_per_minute": .number(requestsPerMinute),
            "tokens_per_minute": .number(tokensPerMinute),
        ]
    }

    init?(configuration: JSONValue) {
        guard let seed = configuration["seed"]?.string.flatMap({ UInt64($0) }) else { return nil }
        self.init()
        self.seed = seed
        func read(_ key: String, _ value: inout Double) {
            if let number = configuration[key]?.double { value = number }
        }
        func count(_ key: String, _ value: inout Int) {
            if let number = configuration[key]?.integer { value = number }
        }
        read("ttft", &timeToFirstToken)
        read("ttft_spread", &timeToFirstTokenSpread)
        read("tokens_per_second", &tokensPerSecond)
        read("rate_limit_share", &rateLimitShare)
        read("server_error_share", &serverErrorShare)
        read("stall_share", &stallShare)
        read("stall", &stall)
        read("malformed_share", &malformedShare)
        count("reasoning_tokens", &reasoningTokens)
        read("empty_after_reasoning_share", &emptyAfterReasoningShare)
        read("refusal_share", &refusalShare)
        read("content_filter_share", &contentFilterShare)
        count("requests_per_minute", &requestsPerMinute)
        count("tokens_per_minute", &tokensPerMinute)
        let errors = configuration["field_error"]
        if let clean = errors?["clean"]?.double { fieldError.clean = clean }
        if let light = errors?["light"]?.double { fieldError.light = light }
        if let heavy = errors?["heavy"]?.double { fieldError.heavy = heavy }
        if let caches = configuration["caches_prompts"]?.bool { cachesPrompts = caches }
        if let reports = configuration["reports_cache_writes"]?.bool {
            reportsCacheWrites = reports
        }
    }
}
