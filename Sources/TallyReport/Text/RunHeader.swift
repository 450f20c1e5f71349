internal import TallyCore

/// The line that names an experiment: `tally run 01J... · receipts 1 (n=200) · sha256:9f3c…`.
struct RunHeader {
    var experiment: String
    /// Named where the dataset is called otherwise.
    var benchmark: String
    var dataset: DatasetIdentity
    /// Stands after the identifier when it is not empty.
    var state = ""

    func line(width: Int) -> String {
        let digest =
            dataset.digest.count > 12 ? dataset.digest.prefix(11) + "…" : dataset.digest[...]
        let name = benchmark == dataset.name ? "" : "\(benchmark) on "
        let data = "\(name)\(dataset.name) \(dataset.version) (n=\(dataset.cases))"
        let state = state.isEmpty ? "" : " · \(state)"
        let text = "tally run \(experiment)\(state) · \(data) · \(digest)"
        return DisplayWidth.cut(TerminalText.sanitize(text), to: width)
    }
}
