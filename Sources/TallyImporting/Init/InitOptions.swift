/// What to make a dataset and a benchmark of, and where to.
package struct InitOptions: Hashable, Sendable {
    /// The folder with images, texts and labels.
    package var source: String
    /// The benchmark file to write.
    package var benchmark: String
    /// The dataset's folder to write.
    package var dataset: String
    /// The labels' file, when there are several.
    package var labels: String?
    package var name: String?
    package var locale: String?
    package var renames: [ImportOptions.Rename] = []
    package var overwrites = false

    /// `out` is a folder, or the benchmark file with the dataset beside it; `tally` in the source unless stated.
    package init(source: String, out: String?) {
        let source = Self.trimmed(source)
        let out = Self.trimmed(out ?? source + "/tally")
        self.source = source
        let isFile = ["yaml", "yml"].contains(SourceFolder.ending(out))
        benchmark = isFile ? out : out + "/benchmark.yaml"
        let parent = out.contains("/") ? SourceFolder.parent(out) + "/" : ""
        dataset = isFile ? parent + SourceFolder.stem(out) : out + "/dataset"
    }

    private static func trimmed(_ path: String) -> String {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }
}
