internal import TallyCore

/// What Azure's content filter says of a text.
///
/// Source: https://learn.microsoft.com/azure/ai-foundry/openai/concepts/content-filter-annotations, and the streams
/// recorded in https://learn.microsoft.com/azure/ai-foundry/openai/concepts/content-streaming.
enum AzureFilters {
    /// The verdict on a completion; `nil` means that nothing was found.
    static func completion(_ verdict: FilterVerdict?) -> JSONValue {
        .object(JSONObject(categories(verdict)))
    }

    /// The verdict on a prompt, which is also looked through for attacks on the model.
    static func prompt(_ verdict: FilterVerdict?) -> JSONValue {
        var members = categories(verdict)
        members.insert(("jailbreak", ["filtered": false, "detected": false]), at: 1)
        return .object(JSONObject(members))
    }

    /// The member that a response carries for its one prompt.
    static let promptResults: JSONValue = [
        ["prompt_index": 0, "content_filter_results": prompt(nil)]
    ]

    private static func categories(_ verdict: FilterVerdict?) -> [(String, JSONValue)] {
        FilterVerdict.Category.allCases.map { category in
            let severity = verdict?.category == category ? verdict?.severity.rawValue : nil
            return (
                category.rawValue,
                ["filtered": .bool(severity != nil), "severity": .string(severity ?? "safe")]
            )
        }
    }
}
