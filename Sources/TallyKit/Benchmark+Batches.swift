internal import TallyCore

extension Benchmark {
    /// Throws a `HarnessError` where batches cannot do what the benchmark asks for: they have no times of single requests.
    func checkBatches() throws(HarnessError) {
        guard let variant = variants.first(where: { $0.profiles.contains { $0.batch != nil } })
        else { return }
        let unfit: String? =
            if variant.cascade != nil {
                "a cascade asks one profile after the other"
            } else if arrivals != .closed {
                "arrivals send each request at its time"
            } else if schedule == .lockstep {
                "schedule: lockstep sends each request beside the other variants'"
            } else if warmUp > 0 {
                "warm_up is about times"
            } else {
                nil
            }
        guard let unfit else { return }
        throw HarnessError(
            .usage,
            "\(file): \(variant.name): mode: batch hands everything over at once, but \(unfit); use mode: live"
        )
    }
}
