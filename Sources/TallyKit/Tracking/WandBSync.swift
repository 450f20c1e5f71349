internal import Foundation
package import TallyConfiguration
internal import TallyCore
internal import TallyStore
internal import TallyWandB

/// Sends directories of logged runs, long after the runs themselves.
package struct WandBSync: Sendable {
    /// What sends.
    package enum Client: String, Sendable, CaseIterable {
        case native
        /// W&B's own, which must be installed.
        case official
    }

    package enum Outcome: Hashable, Sendable {
        /// With the address in a browser, where the client tells it.
        case sent(String?)
        case wasSent
        case failed(String)
    }

    /// How the sending of one directory ended.
    package struct Result: Hashable, Sendable {
        package var directory: String
        package var outcome: Outcome
        /// `nil` when it is sent; 1 where a later try may help, 2 where a person has to act.
        package var exitCode: Int32?
    }

    private let storePath: String
    private let environment: Environment

    package init(store path: String, environment: Environment = .current) {
        storePath = path
        self.environment = environment
    }

    /// The directories of a store that are there and were not sent.
    package func pending() throws -> [String] {
        try Store(reading: storePath).trackedSittings().map(\.directory).filter { path in
            // One that was moved or deleted is nobody's loss: the store has the run.
            (try? RunDirectory(existing: path)).map { !$0.isSynced } ?? false
        }
    }

    package func send(_ path: String, by client: Client) async -> Result {
        do {
            let directory = try RunDirectory(existing: path)
            guard !directory.isSynced else {
                return Result(directory: path, outcome: .wasSent)
            }
            let environment = try environment.readingDotEnv(beside: "benchmark.yaml")
            switch client {
            case .native:
                let url = try await sendNatively(directory, environment)
                return Result(directory: path, outcome: .sent(url))
            case .official:
                try await OfficialClient(environment: environment).send(directory)
                return Result(directory: path, outcome: .sent(nil))
            }
        } catch {
            return Result(directory: path, outcome: .failed("\(error)"), exitCode: code(of: error))
        }
    }

    private func sendNatively(
        _ directory: RunDirectory,
        _ environment: Environment
    ) async throws -> String {
        let settings = try WandBSettings(
            flags: WandBOptions(mode: .offline),
            environment: environment,
            file: WandBOptions(),
            store: storePath
        )
        let url = try await Uploader(to: try settings.server()).upload(directory)
        // A directory may come from elsewhere: then no store knows it.
        if FileManager.default.fileExists(atPath: storePath),
            let writer = try? StoreWriter.opening(storePath)
        {
            try? writer.setURL(url, ofLog: directory.path)
            try? writer.close()
        }
        return url
    }

    private func code(of error: any Error) -> Int32 {
        switch error {
        case let error as UploadError: error.code == .refused ? 2 : 1
        case let error as LogError: error.code == .damaged ? 1 : 2
        case is ConfigurationError, is HarnessError: 2
        default: 1
        }
    }
}
