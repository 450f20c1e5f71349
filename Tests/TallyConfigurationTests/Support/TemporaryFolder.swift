import Foundation
import TallyConfiguration

/// A folder of files that lives as long as the value.
final class TemporaryFolder: Sendable {
    let path: String

    init(_ files: [String: String] = [:]) throws {
        path =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("tally-" + UUID().uuidString).path
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: true
        )
        for (name, text) in files { try write(name, Data(text.utf8)) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ data: Data) throws {
        let url = URL(fileURLWithPath: self / name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try data.write(to: url)
    }

    static func / (folder: TemporaryFolder, name: String) -> String { folder.path + "/" + name }

    /// Loads `x.yaml`; the environment has this folder's `home` as the user's.
    func load(
        models: [String]? = nil,
        environment: [String: String] = [:]
    ) throws(ConfigurationError) -> LoadedBenchmark {
        let process = ["HOME": self / "home"].merging(environment) { $1 }
        return try BenchmarkLoader(environment: Environment(process: process))
            .load(self / "x.yaml", models: models)
    }

    /// The one line that loading `x.yaml` fails with, without the folder's path; `nil` when it loads.
    func complaint(
        models: [String]? = nil,
        environment: [String: String] = [:]
    ) -> String? {
        do throws(ConfigurationError) {
            _ = try load(models: models, environment: environment)
            return nil
        } catch {
            return error.description.replacing(path + "/", with: "")
        }
    }
}

/// A sound benchmark of three lines, followed by the given ones.
func benchmark(_ lines: String, variants: String = "[rules]") -> String {
    "name: x\ndataset: data\nvariants: \(variants)\n" + lines
}
