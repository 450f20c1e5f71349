internal import TallyCore

/// The settings in which runs differ: of their variants and, where they are of several experiments, of these.
enum SettingDifferences {
    /// What names a run rather than making it, and what is of another store or machine.
    private static let ignored: Set<String> = ["name", "key"]
    private static let shared = [
        "dataset", "split", "seed", "repeats", "limit", "arrivals", "schedule", "task", "economics",
        "cache",
    ]

    /// In the order in which they are met.
    static func of(_ runs: [RunSelector.Chosen]) -> [ReportedDifference] {
        let settings = runs.map(settings)
        var keys: [String] = []
        var seen: Set<String> = []
        for one in settings {
            for (key, _) in one where seen.insert(key).inserted { keys.append(key) }
        }
        let tables = settings.map { Dictionary($0, uniquingKeysWith: { first, _ in first }) }
        return keys.compactMap { key in
            let values = tables.map { $0[key] }
            return Set(values).count > 1 ? ReportedDifference(key: key, values: values) : nil
        }
    }

    private static func settings(of one: RunSelector.Chosen) -> [(String, String)] {
        let plan = one.experiment.configuration
        var all: [(String, String)] = []
        if let variant = plan["variants"]?[one.run.ordinal] { add(variant, "", to: &all) }
        all.append(("dataset.digest", one.experiment.dataset.digest))
        for key in shared { add(plan[key] ?? .null, key, to: &all) }
        return all
    }

    /// Without the digits that binary fractions add: `0.15` for 0.15000000000000002.
    private static func short(_ lexeme: String) -> String {
        guard lexeme.utf8.count > 12, lexeme.contains("."), let value = Double(lexeme) else {
            return lexeme
        }
        let rounded = (value * 1e9).rounded() / 1e9
        return (rounded - value).magnitude < 1e-12 ? String(rounded) : lexeme
    }

    /// Members by their path, `profile.parameters.temperature`; what is not set is no member.
    private static func add(_ value: JSONValue, _ path: String, to all: inout [(String, String)]) {
        switch value {
        case .null: break
        case .object(let object):
            for member in object.members where !ignored.contains(member.key) {
                add(member.value, path.isEmpty ? member.key : "\(path).\(member.key)", to: &all)
            }
        case .array(let elements) where elements.contains { $0.object != nil }:
            for (index, element) in elements.enumerated() {
                add(element, "\(path)[\(index)]", to: &all)
            }
        case .string(let text): all.append((path, text))
        case .number(let lexeme): all.append((path, short(lexeme)))
        case .array, .bool: all.append((path, value.jsonText))
        }
    }
}
