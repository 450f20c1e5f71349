internal import ArgumentParser
internal import TallyCore
internal import TallyDatasets

struct ValidateDatasetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Reads every line of a dataset and names every error."
    )

    @Argument(help: "A dataset's folder, its dataset.json, or a JSON-lines file.")
    var path: String

    func run() throws {
        let dataset = try Dataset.open(path, problemLimit: .max)
        let contents = dataset.contents
        var lines = [
            "\(dataset.path): valid",
            "name \(dataset.name), version \(dataset.version), \(dataset.recordCount) cases",
            "digest \(dataset.digest)",
            "text in \(contents.withText), image named in \(contents.withImage)"
                + (contents.missingImages > 0 ? " (\(contents.missingImages) not there)" : ""),
        ]
        if !dataset.splits.isEmpty {
            let splits = dataset.splits.map { "\($0.name) \($0.count)" }
            lines.append("splits " + splits.joined(separator: ", "))
        }
        if contents.withNeither > 0 {
            lines.append("\(contents.withNeither) cases have neither text nor image: not for `run`")
        }
        Terminal.output.write(lines.joined(separator: "\n") + "\n")
    }
}
