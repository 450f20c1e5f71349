internal import Foundation
internal import Subprocess
internal import TallyCore

/// Tokens that a program prints (`az account get-access-token`), each kept until shortly before it expires.
package actor CommandTokens {
    /// A token with its redactor, which is costly to make.
    struct Token: Sendable {
        let value: String
        let redactor: Redactor
        /// Seconds since 1970 at which the next one is fetched.
        let renewal: Double
        /// Seconds since 1970 until which it is good.
        let end: Double
    }

    private let command: [String]
    private let wallClock: @Sendable () -> Double
    private var token: Token?
    private var failure: (error: ProviderError, until: Double)?
    private var isRunning = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// How long a failure is believed before the program is run again, in seconds.
    private static let patience = 10.0
    private static let longestOutput = 64 << 10
    private static let longestRun = Duration.seconds(60)

    /// `command` is a program and its arguments, run without a shell; `wallClock` gives seconds since 1970.
    package init(
        command: [String],
        wallClock: @escaping @Sendable () -> Double = { Date().timeIntervalSince1970 }
    ) {
        self.command = command
        self.wallClock = wallClock
    }

    /// A token that has not expired; the program runs once for all who wait.
    func current() async throws(ProviderError) -> Token {
        while true {
            let now = wallClock()
            if let token, now < token.renewal { return token }
            if let failure, now < failure.until { return try stillGood(after: failure.error) }
            guard isRunning else { break }
            await withCheckedContinuation { waiting.append($0) }
        }
        isRunning = true
        defer {
            isRunning = false
            for continuation in waiting { continuation.resume() }
            waiting = []
        }
        do throws(ProviderError) {
            let fresh = try await fetch()
            token = fresh
            return fresh
        } catch {
            failure = (error, wallClock() + Self.patience)
            return try stillGood(after: error)
        }
    }

    /// The older token, which is renewed well before its end; throws when there is none.
    private func stillGood(after error: ProviderError) throws(ProviderError) -> Token {
        guard let token, wallClock() < token.end else { throw error }
        return token
    }

    private func fetch() async throws(ProviderError) -> Token {
        let output: String
        do {
            output = try await Self.output(of: command)
        } catch let error as Problem {
            throw fault(error.text)
        } catch {
            throw fault("cannot be run")
        }
        guard let parsed = PrintedToken(output, now: wallClock()) else {
            throw fault("printed no token")
        }
        let redactor = Redactor(secrets: [parsed.value])
        return Token(
            value: parsed.value,
            redactor: redactor,
            renewal: parsed.renewal,
            end: parsed.end
        )
    }

    private struct Problem: Error {
        let text: String

        init(text: String) { self.text = text }

        /// What it wrote to its standard error may hold a secret, so a person has to look.
        init(status: TerminationStatus) {
            text =
                switch status {
                case .exited(127): "is not there (looked for in PATH and the working directory)"
                case .exited(let code): "ended with exit code \(code); run it by hand to see why"
                default: "ended with \(status); run it by hand to see why"
                }
        }
    }

    private static func output(of command: [String]) async throws -> String {
        try await withThrowingTaskGroup(of: String.self) { group in
            group.addTask {
                // `env` finds the program by name or path alike.
                let result = try await Subprocess.run(
                    .name("env"),
                    arguments: Arguments(command),
                    output: .string(limit: longestOutput),
                    error: .discarded
                )
                guard result.terminationStatus.isSuccess else {
                    throw Problem(status: result.terminationStatus)
                }
                return result.standardOutput
            }
            group.addTask {
                try await Task.sleep(for: longestRun)
                throw Problem(text: "did not end within \(longestRun.seconds) s")
            }
            defer { group.cancelAll() }
            return try await group.next() ?? ""
        }
    }

    /// Names the program alone: arguments and output may hold what is secret.
    private func fault(_ problem: String) -> ProviderError {
        let program = command.first.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
        return ProviderError(.auth, "token_command \(program ?? "") \(problem)")
    }
}
