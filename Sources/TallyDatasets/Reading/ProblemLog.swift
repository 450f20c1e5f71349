/// The first problems of a file and the count of all.
struct ProblemLog {
    let file: String
    let limit: Int
    private(set) var problems: [DatasetProblem] = []
    private(set) var count = 0

    init(file: String, limit: Int) {
        self.file = file
        self.limit = limit
    }

    mutating func note(_ line: Int?, _ note: FieldChecks.Note) {
        add(DatasetProblem(note, file: file, line: line))
    }

    mutating func add(_ problem: DatasetProblem) {
        count += 1
        if problems.count < limit { problems.append(problem) }
    }
}
