/// Why a dataset cannot be opened, read or written.
package struct DatasetError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable {
        /// The path names no dataset.
        case notFound
        /// The operating system refused to read or write.
        case io
        /// The content breaks the format; see `problems`.
        case invalid
        /// The file is not what it was when it was opened.
        case changed
        /// There is a dataset already where one is to be written.
        case exists
        /// Options that no dataset can be made of.
        case options
    }

    package let code: Code
    package let message: String
    /// The first problems, in file order.
    package let problems: [DatasetProblem]
    /// How many there are in all.
    package let problemCount: Int

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
        problems = []
        problemCount = 0
    }

    package init(problems: [DatasetProblem], count: Int, in path: String) {
        code = .invalid
        message = "\(path) has \(count) problem\(count == 1 ? "" : "s")"
        self.problems = problems
        problemCount = count
    }

    /// The problems line by line, or the message when there are none.
    package var description: String {
        guard !problems.isEmpty else { return message }
        var lines = problems.map(\.description)
        if problemCount > problems.count {
            lines.append("... and \(problemCount - problems.count) more")
        }
        return lines.joined(separator: "\n")
    }
}
