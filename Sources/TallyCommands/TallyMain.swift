internal import ArgumentParser
internal import Foundation
internal import TallyConfiguration
internal import TallyDatasets
internal import TallyKit
internal import TallyReport
internal import TallyStore

/// Runs the command line and turns whatever happens into an exit code (docs/commands.md).
package enum TallyMain {
    /// Parses the arguments after the program's name and runs the verb; returns the exit code.
    package static func run(_ arguments: [String]) async -> Int32 {
        do {
            var command = try TallyCommand.parseAsRoot(arguments)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            return 0
        } catch {
            return report(error)
        }
    }

    private static func report(_ error: any Error) -> Int32 {
        if let code = error as? ExitCode { return code.rawValue }
        if let code = exitCode(of: error) {
            let text = "\(error)".split(separator: "\n").map { TerminalText.sanitize(String($0)) }
            Terminal.error.write("tally: " + text.joined(separator: "\n       ") + "\n")
            return code
        }
        let message = TallyCommand.fullMessage(for: error)
        switch TallyCommand.exitCode(for: error).rawValue {
        case 0:
            Terminal.output.write(message + "\n")
            return 0
        // ArgumentParser's own code for a wrong command line is sysexits' EX_USAGE.
        case 64:
            Terminal.error.write(message + "\n")
            return 2
        default:
            Terminal.error.write("tally: \(TerminalText.sanitize("\(error)"))\n")
            return 1
        }
    }

    /// The code of an error of ours; `nil` for any other.
    private static func exitCode(of error: any Error) -> Int32? {
        switch error {
        case is ConfigurationError, is DatasetError: 2
        case let error as HarnessError: exitCode(of: error.code)
        case let error as StoreError: error.code == .missing ? 2 : 1
        default: nil
        }
    }

    private static func exitCode(of code: HarnessError.Code) -> Int32 {
        switch code {
        case .failed: 1
        case .usage: 2
        case .incomparable: 5
        }
    }
}
