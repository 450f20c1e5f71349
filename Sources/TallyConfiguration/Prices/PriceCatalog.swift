package import TallyCore

/// The prices in force: the built-in table with what the user's files put in its place.
package struct PriceCatalog: Sendable {
    package let table: PriceTable
    /// The file each price key was read from.
    package let sources: [String: String]

    /// Whether there is a price under the key, or any that begins with it where it ends in a slash.
    package func knows(_ key: String) -> Bool {
        table.contains(key) || key.hasSuffix("/") && !table.keys(for: key).isEmpty
    }

    /// Reads `prices.yaml` beside the benchmark and in the user's folder, and the built-in table.
    ///
    /// A key found in a stronger file replaces the weaker file's whole list of dates.
    package static func load(
        _ folders: ConfigurationFolders
    ) throws(ConfigurationError) -> PriceCatalog {
        var table = PriceTable()
        var sources: [String: String] = [:]
        for file in try folders.layers("prices.yaml", builtIn: EmbeddedFile.prices) {
            let weaker = try PriceReader.read(file)
            for key in table.add(weaker) { sources[key] = file.name }
        }
        return PriceCatalog(table: table, sources: sources)
    }

    /// The prices of one file and no others.
    package static func read(_ path: String) throws(ConfigurationError) -> PriceCatalog {
        let table = try PriceReader.read(try TextFile.read(path))
        let sources = table.keys.map { ($0, path) }
        return PriceCatalog(table: table, sources: Dictionary(uniqueKeysWithValues: sources))
    }

    /// The built-in prices and no others.
    package static func builtIn() throws(ConfigurationError) -> PriceCatalog {
        try load(ConfigurationFolders(benchmark: nil, user: nil))
    }

    /// The files in short: `built-in prices`, `prices.yaml`, `prices.yaml over built-in prices`.
    package var name: String {
        let builtIn = EmbeddedFile.prices.name
        let files = Set(sources.values)
        let own = files.subtracting([builtIn]).map { $0.split(separator: "/").last ?? "" }
        var parts = Set(own.map(String.init)).sorted()
        if files.contains(builtIn) || files.isEmpty { parts.append("built-in prices") }
        return parts.joined(separator: " over ")
    }

    /// These prices as they hold on a day.
    package func basis(on day: String) -> CostBasis {
        CostBasis(table: table, day: day, source: name)
    }
}
