import TallyCore

/// Reads how a benchmark's runs are logged for Weights & Biases.
package enum WandBReader {
    package static let keys = [
        "mode", "project", "entity", "group", "job_type", "tags", "notes", "name", "config",
        "log_frequency", "table", "values",
    ]

    static func read(_ cursor: Cursor) throws(ConfigurationError) -> WandBOptions {
        let fields = try cursor.map(keys: keys)
        var options = WandBOptions()
        options.mode = try fields["mode"]?.choice(of: WandBOptions.Mode.allCases)
        options.project = try fields["project"]?.checked(WandBRules.project)
        options.entity = try fields["entity"]?.checked(WandBRules.entity)
        options.group = try fields["group"]?.text()
        options.jobType = try fields["job_type"]?.text()
        options.notes = try fields["notes"]?.text()
        options.name = try fields["name"]?.checked(WandBRules.name)
        for tag in try fields["tags"]?.list() ?? [] {
            options.tags.append(try tag.checked(WandBRules.tag))
        }
        if let config = fields["config"] {
            guard let object = try config.json().object else { throw config.mismatch("a map") }
            options.config = object
        }
        options.logFrequency = try fields["log_frequency"]?.integer(in: 1...Int.max)
        options.table = try fields["table"]?.table()
        options.showsValues = try fields["values"]?.bool()
        return options
    }
}

extension Cursor {
    fileprivate func checked(
        _ problem: (String) -> String?
    ) throws(ConfigurationError) -> String {
        let text = try text()
        if let problem = problem(text) { throw error("\(quoted(text)): \(problem)") }
        return text
    }

    fileprivate func table() throws(ConfigurationError) -> WandBOptions.Table {
        guard case .scalar(let scalar) = node.content, let table = WandBOptions.Table(scalar.text)
        else { throw mismatch("none, failures, all or a number of cases") }
        return table
    }
}
