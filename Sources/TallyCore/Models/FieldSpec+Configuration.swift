extension FieldSpec {
    /// The comparator's word alone, as long as nothing else is said of the field: run keys rest on it.
    package var configuration: JSONValue {
        var object = JSONObject([("compare", .string(comparator.rawValue))])
        object.members += settings.members
        if let description { object["description"] = .string(description) }
        return object.count == 1 ? .string(comparator.rawValue) : .object(object)
    }

    /// What beside the comparator decides a score; empty for a plain field.
    package var settings: JSONObject {
        var object = JSONObject()
        if !values.isEmpty { object["values"] = .array(values.map { .string($0) }) }
        if let element { object["of"] = .string(element.rawValue) }
        if tolerance != 0 { object["tolerance_millionths"] = .number(tolerance) }
        return object
    }

    init?(_ name: String, configuration: JSONValue) {
        let word = configuration.string ?? configuration["compare"]?.string
        guard let comparator = word.flatMap(Comparator.init(rawValue:)) else { return nil }
        self.init(name, comparator)
        values = (configuration["values"]?.array ?? []).compactMap(\.string)
        element = configuration["of"]?.string.flatMap(Comparator.init(rawValue:))
        tolerance = configuration["tolerance_millionths"]?.integer ?? 0
        description = configuration["description"]?.string
    }
}
