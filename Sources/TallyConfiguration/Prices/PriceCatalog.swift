package import TallyCore

/// The prices in force: the built-in table with what the user's files put in its place.
package struct PriceCatalog: Sendable {
    package let table: PriceTable
    /// The file each price key was read from.
    package let sources: [String: String]

    /// Whether there is a price under the key, or any that begins with it where it ends in a slash.
    package func knows(_ key: String) -> Bool {
        table.entries[key] != nil || key.hasSuffix("/") && !table.keys(for: key).isEmpty
    }

    /// Reads `prices.yaml` beside the benchmark and in the user's folder, and the built-in table.
    ///
    /// A key found in a stronger file replaces the weaker file's whole list of dates.
    package static func load(
        _ folders: ConfigurationFolders
    ) throws(ConfigurationError) -> PriceCatalog {
        var entries: [String: [Price]] = [:]
        var sources: [String: String] = [:]
        for file in try folders.layers("prices.yaml", builtIn: EmbeddedFile.prices) {
            for (key, prices) in try PriceReader.read(file) where entries[key] == nil {
                entries[key] = prices
                sources[key] = file.name
            }
        }
        return PriceCatalog(table: PriceTable(entries: entries), sources: sources)
    }
}
