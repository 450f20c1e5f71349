import Yams

extension ConfigurationError {
    /// What the YAML parser found wrong, as one line.
    init(_ error: YamlError, in file: TextFile) {
        switch error {
        case .scanner(let context, let problem, let mark, _),
            .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let lines = file.text.split(
                omittingEmptySubsequences: false,
                whereSeparator: \.isNewline
            )
            // At the end of the file the parser points past the last line.
            let last = lines.last?.isEmpty == true ? lines.count - 1 : lines.count
            let isTab =
                lines.indices.contains(mark.line - 1) && isIndentedByTab(lines[mark.line - 1])
            self.init(
                file: file.name,
                line: max(1, min(mark.line, last)),
                message: isTab && problem.contains("character")
                    ? "a tab in the indentation; YAML indents with spaces"
                    : sentence(problem, context: context)
            )
        case .reader(let problem, let offset, _, _):
            let line = offset.map { file.text.prefix($0).filter(\.isNewline).count + 1 }
            self.init(file: file.name, line: line, message: "not YAML: " + problem)
        case .duplicatedKeysInMapping(let duplicates, let context):
            let key = quoted(duplicates.first ?? "")
            let message = "the key \(key) is written twice in one map"
            self.init(file: file.name, line: context.mark.line, message: message)
        default: self.init(file: file.name, message: "not YAML")
        }
    }
}

private func isIndentedByTab(_ line: Substring) -> Bool {
    line.prefix { $0 == " " || $0 == "\t" }.contains("\t")
}

private func sentence(_ problem: String, context: YamlError.Context?) -> String {
    guard let context, context.text.hasPrefix("while ") else {
        return "not YAML: " + printable(problem)
    }
    return
        "not YAML: \(printable(problem)) \(context.text) that begins in line \(context.mark.line)"
}
