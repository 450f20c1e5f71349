import Testing

/// Something wrong with the command line, a file or the store, and what the program must say to it.
struct Mistake: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let code: Int32
    let arguments: [String]
    /// What the line names: file, line, key path, what was found and expected.
    let fragments: [String]
    /// The parser of the command line has its own form: an error, then how to call the program.
    var isUsage = false
    var key: String? = Scene.key
    let prepare: @Sendable (Scene) async throws -> Void

    init(
        _ name: String,
        code: Int32 = 2,
        _ arguments: [String] = ["run", "trial.yaml"],
        names fragments: [String],
        isUsage: Bool = false,
        key: String? = Scene.key,
        prepare: @escaping @Sendable (Scene) async throws -> Void = { _ in }
    ) {
        testDescription = name
        self.code = code
        self.arguments = arguments
        self.fragments = fragments
        self.isUsage = isUsage
        self.key = key
        self.prepare = prepare
    }

    static var all: [Mistake] { benchmarks + datasets + commandLines + stores }
}
