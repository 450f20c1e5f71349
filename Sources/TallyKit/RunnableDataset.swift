package import TallyCore
package import TallyDatasets

/// A dataset that was read once in whole and can be shown to models, with the order of its cases.
package struct RunnableDataset: Sendable {
    package let dataset: Dataset
    /// Positions in the benchmark's seeded order, cut at its limit.
    package let order: [Int]
    package let identity: DatasetIdentity

    /// Opens and validates a benchmark's dataset.
    package init(of benchmark: Benchmark) throws {
        do throws(DatasetError) {
            dataset = try Dataset.open(benchmark.dataset, split: benchmark.split)
        } catch {
            guard error.code == .notFound else { throw error }
            throw HarnessError(.usage, "\(benchmark.file): dataset: \(error.message)")
        }
        let textless = dataset.count - dataset.contents.withText
        guard textless == 0 else {
            throw HarnessError(
                .usage,
                "\(dataset.path): \(textless) of \(dataset.count) cases have no text to show a model; "
                    + "`run` needs a text in every case"
            )
        }
        order = CaseOrder.positions(
            count: dataset.count,
            seed: benchmark.seed,
            limit: benchmark.limit
        )
        identity = DatasetIdentity(
            name: dataset.name,
            version: dataset.version,
            digest: dataset.digest.description,
            cases: order.count
        )
    }
}
