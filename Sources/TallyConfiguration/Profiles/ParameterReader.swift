import TallyCore

/// Reads members of the request body that a profile or variant sets: `temperature`, `max_tokens` ...
package enum ParameterReader {
    /// What no file may change, since the measurement rests on it, and the key that decides it.
    package static let fixed = [
        "model": "the profile's `model` sets it", "messages": "the task's prompt makes them",
        "input": "the task's prompt makes it", "instructions": "the task's prompt makes them",
        "system": "the task's prompt makes it", "stream": "the profile's `stream` sets it",
        "n": "one answer is read", "api_key": "keys stay in the environment, see `key_env`",
        "authorization": "keys stay in the environment, see `key_env`",
    ]
    /// What Tally sets too, but `extra` may replace.
    package static let reserved = fixed.merging([
        "stream_options": "Tally sets it; `extra` replaces it",
        "response_format": "the profile's `output` sets it; `extra` replaces it",
        "store": "Tally sets it; `extra` replaces it",
    ]) { $1 }
    /// The kinds of well-known parameters, so that a slip is found before anything is sent.
    package static let kinds: [String: Kind] = [
        "temperature": .number, "top_p": .number, "presence_penalty": .number,
        "frequency_penalty": .number, "max_tokens": .count, "max_completion_tokens": .count,
        "max_output_tokens": .count, "seed": .whole, "reasoning_effort": .text, "verbosity": .text,
        "service_tier": .text, "prompt_cache_key": .text,
    ]

    package enum Kind {
        case number, count, whole, text

        var name: String {
            switch self {
            case .number: "a number"
            case .count: "a whole number of at least 1"
            case .whole: "a whole number"
            case .text: "text"
            }
        }

        func fits(_ value: JSONValue) -> Bool {
            switch self {
            case .number: value.double != nil
            case .count: value.integer.map { $0 >= 1 } ?? false
            case .whole: value.integer != nil
            case .text: value.string?.isEmpty == false
            }
        }
    }

    /// The base with the map's members in place of its own; a member that says `null` is removed.
    static func read(
        _ cursor: Cursor,
        over base: JSONObject = JSONObject()
    ) throws(ConfigurationError) -> JSONObject {
        var parameters = base
        for (key, value) in try cursor.members() {
            try refuseReserved(key, value)
            let json = try value.json()
            try check(json, of: key, value)
            // A plain `nil` would be read as the value null.
            parameters[key] = json.isNull ? JSONValue?.none : json
        }
        return parameters
    }

    /// Members that are passed on as they stand, null among them, over whatever Tally sets.
    static func readExtra(_ cursor: Cursor) throws(ConfigurationError) -> JSONObject {
        var extra = JSONObject()
        for (key, value) in try cursor.members() {
            if let reason = fixed[key.lowercased()] {
                throw value.error("not for extra: \(reason)")
            }
            extra[key] = try value.json()
        }
        return extra
    }

    /// Refuses the name of what Tally sets itself.
    static func refuseReserved(_ key: String, _ value: Cursor) throws(ConfigurationError) {
        if let reason = reserved[key.lowercased()] {
            throw value.error("not a parameter: \(reason)")
        }
    }

    /// Refuses a value that a well-known parameter cannot have; null takes a parameter away.
    static func check(
        _ json: JSONValue,
        of key: String,
        _ value: Cursor
    ) throws(ConfigurationError) {
        if let kind = kinds[key], !json.isNull, !kind.fits(json) {
            throw value.mismatch(kind.name)
        }
    }
}
