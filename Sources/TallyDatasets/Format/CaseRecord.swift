package import TallyCore

/// A case as a line of a JSON-lines file.
package enum CaseRecord {
    package static let keys = [
        "id", "dataset", "split", "text", "image", "expected", "tags", "group", "weight", "user",
        "arrival", "locale", "meta",
    ]

    /// Marks a truth whose merchant is a file-name-like short form, as in `aldi`.
    package static let slugTag = "merchant-slug"

    /// The record of a case; members without a value are left out, except text and image.
    package static func encode(_ item: Case, dataset: String? = nil) -> JSONValue {
        var record = JSONObject([("id", .string(item.id))])
        if let dataset { record["dataset"] = .string(dataset) }
        if let split = item.split { record["split"] = .string(split) }
        record["text"] = .optional(item.text)
        record["image"] = .optional(item.image)
        record["expected"] = .object(item.expected)
        if !item.tags.isEmpty { record["tags"] = .array(item.tags.map { .string($0) }) }
        if let group = item.group { record["group"] = .string(group) }
        if item.weight != 1 { record["weight"] = .number(item.weight) }
        if let user = item.user { record["user"] = .string(user) }
        if let arrival = item.arrival { record["arrival"] = .number(arrival) }
        if let locale = item.locale { record["locale"] = .string(locale) }
        return .object(record)
    }
}
