package import TallyCore

/// The likeness of two JSON values as autoevals measures it.
///
/// Equal to `JSONDiff` of autoevals 0.4.1 with its default scorers: objects by the mean over the union of their keys, lists
/// by position over the longer, texts by their Levenshtein similarity, numbers by their relative difference. A text that
/// holds a JSON object or list is taken for it.
package enum JSONDiff {
    package static func score(truth: JSONValue, prediction: JSONValue) -> Double {
        diff(opened(prediction), opened(truth))
    }

    private static func opened(_ value: JSONValue) -> JSONValue {
        guard case .string(let text) = value, let parsed = try? JSONParser.parse(text) else {
            return value
        }
        switch parsed {
        case .object, .array: return parsed
        default: return value
        }
    }

    private static func diff(_ left: JSONValue, _ right: JSONValue) -> Double {
        switch (left, right) {
        case (.object(let mine), .object(let theirs)): return objects(mine, theirs)
        case (.array(let mine), .array(let theirs)):
            guard !mine.isEmpty || !theirs.isEmpty else { return 1 }
            let sum = zip(mine, theirs).reduce(0) { $0 + diff(opened($1.0), opened($1.1)) }
            return sum / Double(max(mine.count, theirs.count))
        case (.string(let mine), .string(let theirs)): return texts(mine, theirs)
        case (.null, .null): return 1
        case (.null, _), (_, .null): return 0
        default:
            if let mine = number(left), let theirs = number(right) { return numbers(mine, theirs) }
            return texts(PythonJSON.text(left), PythonJSON.text(right))
        }
    }

    private static func objects(_ left: JSONObject, _ right: JSONObject) -> Double {
        var answers: [ExactText: JSONValue] = [:]
        for member in right.members { answers[ExactText(member.key)] = member.value }
        guard !left.isEmpty || !answers.isEmpty else { return 1 }
        var sum = 0.0
        for member in left.members {
            let other = answers.removeValue(forKey: ExactText(member.key))
            sum += diff(opened(member.value), opened(other ?? .null))
        }
        for value in answers.values { sum += diff(.null, opened(value)) }
        return sum / Double(left.count + answers.count)
    }

    private static func number(_ value: JSONValue) -> Double? {
        switch value {
        case .bool(let value): value ? 1 : 0
        case .number(let lexeme): Double(lexeme)
        default: nil
        }
    }

    private static func numbers(_ left: Double, _ right: Double) -> Double {
        left == 0 && right == 0 ? 1 : 1 - abs(left - right) / (abs(left) + abs(right))
    }

    private static func texts(_ left: String, _ right: String) -> Double {
        let (mine, theirs) = (Array(left.unicodeScalars), Array(right.unicodeScalars))
        let longest = max(mine.count, theirs.count)
        guard longest > 0 else { return 1 }
        return 1 - Double(Levenshtein.distance(mine, theirs)) / Double(longest)
    }
}

/// JSON as Python's `json.dumps` writes it with sorted keys, no spaces and ASCII only.
private enum PythonJSON {
    static func text(_ value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .number(let lexeme): number(lexeme)
        case .string(let text): quoted(text)
        case .array(let elements): "[" + elements.map(text).joined(separator: ",") + "]"
        case .object(let object):
            "{"
                + object.members.sorted { left, right in
                    left.key.unicodeScalars.lexicographicallyPrecedes(right.key.unicodeScalars)
                }.map { quoted($0.key) + ":" + text($0.value) }.joined(separator: ",") + "}"
        }
    }

    private static func number(_ lexeme: String) -> String {
        switch MetricValue(.number(lexeme), allowsOptions: false) {
        case .integer(let digits): digits
        case .float(let value): PythonText.repr(value)
        default: lexeme
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for unit in text.utf16 {
            switch unit {
            case 0x22: result += "\\\""
            case 0x5C: result += "\\\\"
            case 0x0A: result += "\\n"
            case 0x0D: result += "\\r"
            case 0x09: result += "\\t"
            case 0x08: result += "\\b"
            case 0x0C: result += "\\f"
            case 0x20..<0x7F: result.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
            default:
                let digits = String(unit, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return result + "\""
    }
}
