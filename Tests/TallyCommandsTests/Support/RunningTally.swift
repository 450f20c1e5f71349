import Foundation

/// How the program ended and what it wrote.
struct Outcome: Sendable {
    /// The exit code, or the number of the signal that ended the program, made negative.
    let code: Int32
    let output: String
    let messages: String

    /// The lines of standard error.
    var messageLines: [String] { messages.split(separator: "\n").map(String.init) }
}

/// One process of the program; its standard streams go to files, so that no pipe can fill up.
final class RunningTally: Sendable {
    struct NoEnd: Error {}

    private let process: Process
    private let ends: AsyncStream<Void>
    private let outputFile: URL
    private let messagesFile: URL

    /// Starts the program; its standard streams go to `<name>.out` and `<name>.err` in the folder.
    init(
        _ arguments: [String],
        named name: String,
        in folder: URL,
        environment: [String: String]
    ) throws {
        outputFile = folder.appendingPathComponent("\(name).out")
        messagesFile = folder.appendingPathComponent("\(name).err")
        for file in [outputFile, messagesFile] { try Data().write(to: file) }
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        self.ends = ends
        process = Process()
        process.executableURL = try TallyBinary.url()
        process.arguments = arguments
        process.environment = environment
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        let streams = try [outputFile, messagesFile].map { try FileHandle(forWritingTo: $0) }
        process.standardOutput = streams[0]
        process.standardError = streams[1]
        process.terminationHandler = { _ in end.finish() }
        // The program has its own copies by then, and `Process` is kept until the last test ends:
        // open files of hundreds of programs are more than Foundation can start another one with.
        defer { for stream in streams { try? stream.close() } }
        try process.run()
    }

    var pid: Int32 { process.processIdentifier }

    /// What it wrote to standard output so far.
    var output: String { Self.text(outputFile) }

    /// What it wrote to standard error so far.
    var messages: String { Self.text(messagesFile) }

    func signal(_ number: Int32) { _ = Foundation.kill(pid, number) }

    /// Ends the process as a crash or a power cut would.
    func kill() {
        if process.isRunning { signal(SIGKILL) }
    }

    /// Waits for the end.
    func outcome() async throws -> Outcome {
        for await _ in ends {}
        // The stream also ends when the waiting task is cancelled.
        try Task.checkCancellation()
        guard !process.isRunning else { throw NoEnd() }
        let status = process.terminationStatus
        return Outcome(
            code: process.terminationReason == .exit ? status : -status,
            output: output,
            messages: messages
        )
    }

    private static func text(_ file: URL) -> String {
        (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
