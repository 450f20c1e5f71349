import TallyCore

/// Reads the behaviour of a simulated profile; what is left out keeps its default.
package enum SimulationReader {
    package static let keys = [
        "seed", "ttft", "ttft_spread", "tokens_per_second", "field_error", "caches_prompts",
        "reports_cache_writes",
        "rate_limit_share", "server_error_share", "stall_share", "stall", "malformed_share",
        "reasoning_tokens", "empty_after_reasoning_share", "refusal_share",
        "content_filter_share", "requests_per_minute", "tokens_per_minute",
    ]
    package static let fieldErrorKeys = ["clean", "light", "heavy"]

    static func read(_ cursor: Cursor) throws(ConfigurationError) -> Simulation {
        let fields = try cursor.map(keys: keys)
        var simulation = Simulation()
        if let value = fields["seed"] { simulation.seed = try value.seed() }
        if let value = fields["ttft"] { simulation.timeToFirstToken = try seconds(value) }
        if let value = fields["ttft_spread"] {
            simulation.timeToFirstTokenSpread = try value.double(in: 0...3)
        }
        if let value = fields["tokens_per_second"] {
            simulation.tokensPerSecond = try value.double(in: 0.1...1_000_000)
        }
        if let value = fields["caches_prompts"] { simulation.cachesPrompts = try value.bool() }
        if let value = fields["reports_cache_writes"] {
            simulation.reportsCacheWrites = try value.bool()
        }
        if let value = fields["stall"] { simulation.stall = try seconds(value) }
        if let value = fields["field_error"] {
            let errors = try value.map(keys: fieldErrorKeys)
            try share(errors, "clean", &simulation.fieldError.clean)
            try share(errors, "light", &simulation.fieldError.light)
            try share(errors, "heavy", &simulation.fieldError.heavy)
        }
        try share(fields, "malformed_share", &simulation.malformedShare)
        if let value = fields["reasoning_tokens"] {
            simulation.reasoningTokens = try value.integer(in: 0...1_000_000)
        }
        try share(fields, "empty_after_reasoning_share", &simulation.emptyAfterReasoningShare)
        if simulation.emptyAfterReasoningShare > 0, simulation.reasoningTokens == 0 {
            throw cursor.error("empty_after_reasoning_share needs reasoning_tokens above 0")
        }
        try share(fields, "refusal_share", &simulation.refusalShare)
        try share(fields, "content_filter_share", &simulation.contentFilterShare)
        try limit(fields, "requests_per_minute", &simulation.requestsPerMinute)
        try limit(fields, "tokens_per_minute", &simulation.tokensPerMinute)
        try share(fields, "rate_limit_share", &simulation.rateLimitShare)
        try share(fields, "server_error_share", &simulation.serverErrorShare)
        try share(fields, "stall_share", &simulation.stallShare)
        let faults =
            simulation.rateLimitShare + simulation.serverErrorShare + simulation.stallShare
        if faults > 1 { throw cursor.error("the shares of faults add up to more than 1") }
        return simulation
    }

    private static func seconds(_ cursor: Cursor) throws(ConfigurationError) -> Double {
        try cursor.duration().seconds
    }

    private static func limit(
        _ fields: Cursor.Fields,
        _ key: String,
        _ value: inout Int
    ) throws(ConfigurationError) {
        if let cursor = fields[key] { value = try cursor.integer(in: 0...1_000_000_000) }
    }

    private static func share(
        _ fields: Cursor.Fields,
        _ key: String,
        _ value: inout Double
    ) throws(ConfigurationError) {
        if let cursor = fields[key] { value = try cursor.double(in: 0...1) }
    }
}
