import TallyCore

/// Reads members of the request body that a profile or variant sets: `temperature`, `max_tokens` ...
enum ParameterReader {
    /// What Tally sets itself, and the key of the profile that decides it.
    private static let reserved = [
        "model": "the profile's `model` sets it", "messages": "the task's prompt makes them",
        "stream": "the profile's `stream` sets it", "stream_options": "Tally sets it",
        "response_format": "the profile's `output` sets it", "n": "one answer is read",
        "api_key": "keys stay in the environment, see `key_env`",
        "authorization": "keys stay in the environment, see `key_env`",
    ]

    /// The base with the map's members in place of its own; a member that says `null` is removed.
    static func read(
        _ cursor: Cursor,
        over base: JSONObject = JSONObject()
    ) throws(ConfigurationError) -> JSONObject {
        var parameters = base
        for (key, value) in try cursor.members() {
            if let reason = reserved[key.lowercased()] {
                throw value.error("not a parameter: \(reason)")
            }
            let json = try value.json()
            // A plain `nil` would be read as the value null.
            parameters[key] = json.isNull ? JSONValue?.none : json
        }
        return parameters
    }
}
