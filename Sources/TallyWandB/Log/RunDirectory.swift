internal import Foundation
package import TallyCore

/// Where one sitting of a run is logged: `<root>/wandb/offline-run-YYYYMMDD_HHMMSS-<id>/`.
package struct RunDirectory: Hashable, Sendable {
    /// The directory itself.
    package let path: String
    /// W&B's id of the run.
    package let run: String

    /// A directory that is there; throws `LogError` where it holds no transaction log.
    package init(existing path: String) throws(LogError) {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        let logs = names.filter { $0.hasPrefix("run-") && $0.hasSuffix(".wandb") }
        guard logs.count == 1 else {
            throw LogError(
                .failed,
                "\(path): expected a directory with one run-ID.wandb, found "
                    + (logs.isEmpty ? "none" : "\(logs.count)")
            )
        }
        self.path = path
        run = String(logs[0].dropFirst(4).dropLast(6))
    }

    /// Makes a new directory under `root`.
    ///
    /// The name holds the second; a run that was logged within the same one gets the next that is free.
    package init(
        creatingIn root: String,
        run: String,
        at moment: Moment
    ) throws(LogError) {
        self.run = run
        let parent = root + "/wandb"
        do {
            try FileManager.default.createDirectory(
                atPath: parent,
                withIntermediateDirectories: true
            )
        } catch {
            throw LogError(.failed, "\(parent): cannot be made")
        }
        var moment = moment
        while true {
            let path = "\(parent)/offline-run-\(Self.stamp(moment))-\(run)"
            guard FileManager.default.fileExists(atPath: path) else {
                self.path = path
                break
            }
            moment.milliseconds += 1000
        }
        do {
            try FileManager.default.createDirectory(
                atPath: path + "/files",
                withIntermediateDirectories: true
            )
        } catch {
            throw LogError(.failed, "\(path): cannot be made")
        }
    }

    package var log: String { "\(path)/run-\(run).wandb" }
    /// What is uploaded beside the log.
    package var files: String { path + "/files" }
    /// Stands beside a log that was uploaded whole, by us or by the official client.
    package var marker: String { log + ".synced" }
    package var isSynced: Bool { FileManager.default.fileExists(atPath: marker) }

    /// `20261124_031200`, in UTC.
    private static func stamp(_ moment: Moment) -> String {
        let digits = moment.iso8601.filter { $0.isNumber }
        return "\(digits.prefix(8))_\(digits.dropFirst(8).prefix(6))"
    }
}
