import Foundation

/// Where files that override the built-in ones are looked for.
package struct ConfigurationFolders: Hashable, Sendable {
    /// The benchmark's folder; empty for the working directory, `nil` when no benchmark is meant.
    package var benchmark: String?
    /// `$XDG_CONFIG_HOME/tally`, else `~/.config/tally`; `nil` without a home.
    package var user: String?

    package init(benchmark: String?, user: String?) {
        self.benchmark = benchmark
        self.user = user
    }

    /// The folders for a benchmark file.
    package init(benchmarkFile: String?, environment: Environment) {
        self.init(benchmark: benchmarkFile.map(Self.folder), user: environment.userFolder)
    }

    /// The files of that name which exist, the first being the strongest; the built-in one comes last.
    func layers(_ name: String, builtIn: TextFile) throws(ConfigurationError) -> [TextFile] {
        var files: [TextFile] = []
        for folder in [benchmark, user] {
            guard let folder else { continue }
            if let file = try TextFile.readIfPresent(Self.join(folder, name)) { files.append(file) }
        }
        return files + [builtIn]
    }

    /// The part of a path before its last `/`; empty for a bare name.
    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "" }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The path from the root, so that it holds wherever a run is resumed.
    static func absolute(_ path: String) -> String {
        URL(fileURLWithPath: path).standardizedFileURL.path
    }

    /// The path inside the folder, unless it is absolute.
    static func join(_ folder: String, _ path: String) -> String {
        if path.hasPrefix("/") || folder.isEmpty { return path }
        return folder.hasSuffix("/") ? folder + path : folder + "/" + path
    }
}
