internal import TallyCore

/// What W&B refuses in names; each rule tells what is wrong, `nil` when nothing is.
package enum WandBRules {
    private static let forbidden = "/\\#?%:"

    package static func project(_ text: String) -> String? {
        if text.count > 128 { return "a project's name has at most 128 characters" }
        return text.contains { forbidden.contains($0) }
            ? "a project's name has none of \(forbidden)" : nil
    }

    package static func entity(_ text: String) -> String? {
        text.contains { forbidden.contains($0) || $0.isWhitespace }
            ? "an entity is a user's or a team's name" : nil
    }

    package static func tag(_ text: String) -> String? {
        (1...64).contains(text.count) ? nil : "a tag has 1 to 64 characters"
    }

    package static func name(_ template: String) -> String? {
        var rest = template[...]
        while let start = rest.firstIndex(of: "{") {
            guard let end = rest[start...].firstIndex(of: "}") else { return "a { without a }" }
            let word = String(rest[rest.index(after: start)..<end])
            guard WandBOptions.nameParts.contains(word) else {
                let known = WandBOptions.nameParts.map { "{\($0)}" }.joined(separator: ", ")
                return "{\(word)} is not known; use \(known)"
            }
            rest = rest[rest.index(after: end)...]
        }
        return nil
    }

    package static func runID(_ text: String) -> String? {
        if text.count > 128 { return "a run's id has at most 128 characters" }
        return text.contains { forbidden.contains($0) || $0.isWhitespace }
            ? "a run's id has no spaces and none of \(forbidden)" : nil
    }
}
