internal import TallyCore
internal import TallyDatasets

/// When the cases of a plan arrived, as their dataset recorded it.
enum RecordedTimes {
    /// Seconds by the cases' positions; empty where a benchmark does not ask for them.
    ///
    /// Throws a `HarnessError` where a case has none.
    static func of(_ benchmark: Benchmark, _ dataset: RunnableDataset) throws -> [Int: Double] {
        guard case .recorded = benchmark.arrivals else { return [:] }
        var times: [Int: Double] = [:]
        for position in dataset.order {
            let item = try dataset.dataset.load(position)
            guard let arrival = item.arrival else {
                throw HarnessError(
                    .usage,
                    "\(benchmark.file): arrivals.recorded: \(item.id) of \(benchmark.dataset) has no arrival; "
                        + "give every case one, or state a rate such as {poisson: 5}"
                )
            }
            // A hundred years of seconds: what lies beyond is a slip, and no number of nanoseconds.
            guard arrival.magnitude < 3_200_000_000 else {
                throw HarnessError(
                    .usage,
                    "\(benchmark.file): arrivals.recorded: \(item.id) of \(benchmark.dataset) has the arrival "
                        + "\(arrival); expected seconds after the first document"
                )
            }
            times[position] = arrival
        }
        return times
    }
}
