import TallyDatasets
import Testing

/// The problems that opening a file of these lines ends in; none when it opens.
func problems(_ lines: String...) throws -> [String] {
    let folder = try TemporaryFolder()
    let file = try folder.write(lines.joined(separator: "\n") + "\n", to: "x.jsonl")
    return problems(opening: file).map { $0.replacing(folder.path + "/", with: "") }
}

func problems(opening path: String) -> [String] {
    do {
        _ = try Dataset.open(path)
        return []
    } catch {
        return error.problems.isEmpty ? [error.description] : error.problems.map(\.description)
    }
}

/// A record with this `expected`.
func record(_ expected: String, id: String = "a") -> String {
    #"{"id":"\#(id)","text":"t","expected":\#(expected)}"#
}
