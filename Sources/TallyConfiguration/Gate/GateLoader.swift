package import TallyCore

/// Reads the gate of a file: a benchmark with a `gate`, or a file that is one.
package struct GateLoader: Sendable {
    package init() {}

    /// A gate and the file it stands in.
    package struct Found: Sendable {
        package var plan: GatePlan
        /// The benchmark's name; `nil` for a gate in a file of its own.
        package var benchmark: String?
        /// The baseline as a path seen from here, when it is written like one.
        package var baselinePath: String?
    }

    package func load(_ path: String) throws(ConfigurationError) -> Found {
        let top = try Cursor.open(try TextFile.read(path))
        let members = try top.members()
        var found: Found
        if members.contains(where: { $0.key == "variants" }) {
            let fields = try top.map(keys: BenchmarkLoader.keys)
            guard let gate = fields["gate"] else {
                throw top.error(
                    "this benchmark has no `gate`",
                    suggestion: "add one, such as `gate: {rules: {lost_cases: at most 0}}`"
                )
            }
            let task = try TaskReader.read(fields["task"], hasPrompts: fields["prompts"] != nil)
            let plan = try GateReader.read(gate, fields: task.fields.map(\.name))
            found = Found(plan: plan, benchmark: try fields.required("name").name())
        } else {
            found = Found(plan: try GateReader.read(top))
        }
        if let baseline = found.plan.baseline, Self.isPath(baseline) {
            let folder = ConfigurationFolders.folder(of: path)
            found.baselinePath = ConfigurationFolders.join(folder, baseline)
        }
        return found
    }

    /// Whether a baseline is written as a file's path, not as a run's name.
    package static func isPath(_ baseline: String) -> Bool { baseline.hasSuffix(".json") }
}
