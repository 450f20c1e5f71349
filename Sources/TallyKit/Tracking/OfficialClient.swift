internal import Foundation
internal import TallyConfiguration
internal import TallyWandB

/// Sends a directory by W&B's own `wandb sync`.
struct OfficialClient: Sendable {
    let environment: Environment

    /// Throws `HarnessError` where it is not installed or did not send the whole log.
    ///
    /// `wandb sync` ends with 0 whatever happened; what tells is the marker it leaves.
    func send(_ directory: RunDirectory) async throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["wandb", "sync", directory.path]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        do { try process.run() } catch {
            throw HarnessError(.failed, "`wandb sync` cannot be started")
        }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus != 127 else {
            throw HarnessError(
                .usage,
                "`wandb` is not installed: `pip install wandb`, or leave `--uploader official` out"
            )
        }
        guard !directory.isSynced else { return }
        let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
        let reason = lines.last { $0.contains("ERROR") } ?? lines.last ?? "it said nothing"
        throw HarnessError(.failed, "`wandb sync` did not send it: \(reason)")
    }
}
