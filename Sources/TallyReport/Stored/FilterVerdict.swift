internal import TallyCore

/// What a content filter found, for a person: the categories that were filtered or detected.
enum FilterVerdict {
    static func text(_ verdicts: JSONValue) -> String {
        var found: [String] = []
        collect(verdicts, "", &found)
        return found.isEmpty ? "passed" : found.joined(separator: ", ")
    }

    private static func collect(_ value: JSONValue, _ name: String, _ found: inout [String]) {
        switch value {
        case .object(let object):
            if object["filtered"] == true {
                found.append(
                    name + (object["severity"]?.string.map { " (\($0))" } ?? " (filtered)")
                )
            } else if object["detected"] == true {
                found.append(name + " (detected)")
            }
            for member in object.members { collect(member.value, member.key, &found) }
        case .array(let elements): for element in elements { collect(element, name, &found) }
        case .string, .number, .bool, .null: return
        }
    }
}
