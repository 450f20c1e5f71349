import Foundation

/// The environment's variables, with those of a `.env` file behind them; its descriptions show no value.
package struct Environment: Sendable, CustomStringConvertible, CustomReflectable {
    private let process: [String: String]
    private let dotEnv: [String: String]

    package init(process: [String: String], dotEnv: [String: String] = [:]) {
        self.process = process
        self.dotEnv = dotEnv
    }

    /// The variables this process was started with.
    package static var current: Environment {
        Environment(process: ProcessInfo.processInfo.environment)
    }

    /// A variable's value, which may be empty; the process's own variables win over `.env`.
    package func value(_ name: String) -> String? { process[name] ?? dotEnv[name] }

    /// The same environment with the `.env` file beside a benchmark file behind it, if there is one.
    package func readingDotEnv(
        beside benchmarkFile: String
    ) throws(ConfigurationError) -> Environment {
        let path = Self.dotEnvPath(beside: benchmarkFile)
        guard let file = try TextFile.readIfPresent(path) else { return self }
        return Environment(process: process, dotEnv: try DotEnv.parse(file))
    }

    static func dotEnvPath(beside benchmarkFile: String) -> String {
        ConfigurationFolders.join(ConfigurationFolders.folder(of: benchmarkFile), ".env")
    }

    /// `$XDG_CONFIG_HOME/tally`, else `~/.config/tally`; never decided by a `.env` file.
    ///
    /// Source: XDG Base Directory Specification, which says to ignore a path that is not absolute.
    package var userFolder: String? {
        if let folder = process["XDG_CONFIG_HOME"], folder.hasPrefix("/") {
            return ConfigurationFolders.join(folder, "tally")
        }
        guard let home = process["HOME"], home.hasPrefix("/") else { return nil }
        return ConfigurationFolders.join(home, ".config/tally")
    }

    package var description: String { "\(process.count) + \(dotEnv.count) variables" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
