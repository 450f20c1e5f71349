package import TallyCore

extension Benchmark {
    /// The same with fewer requests in flight where their connections would not fit.
    ///
    /// Every variant gives up the same share. A program that may open no further file loses more
    /// than speed: its thread pool ends it.
    ///
    /// - Parameter room: connections that may be open at once.
    /// - Returns: the benchmark, and a line about each profile that may have fewer in flight.
    /// - Throws: `HarnessError` when not even one request of each fits.
    package func fitting(connections room: Int) throws(HarnessError) -> (
        Benchmark, remarks: [String]
    ) {
        let profiles = variants.flatMap(\.profiles)
        let wanted = profiles.map { $0.descriptors * $0.concurrency.most }.reduce(0, +)
        guard wanted > room else { return (self, []) }
        let least = profiles.map(\.descriptors).reduce(0, +)
        guard least <= room else {
            throw HarnessError(
                .failed,
                "too few files may be open here: there is room for \(room) connections and \(least) "
                    + "are needed; raise the limit with `ulimit -n`"
            )
        }
        let share = Double(room - least) / Double(wanted - least)
        var fitted = self
        var remarks: [String] = []
        for index in variants.indices {
            fitted.variants[index].changeProfiles { profile in
                guard profile.descriptors > 0 else { return }
                let most = profile.concurrency.most
                let fewer = 1 + Int(Double(most - 1) * share)
                profile.concurrency = profile.concurrency.limited(to: fewer)
                let remark =
                    "\(profile.name): at most \(fewer) requests in flight, not \(most), for few "
                    + "files may be open here; `ulimit -n` raises that"
                if !remarks.contains(remark) { remarks.append(remark) }
            }
        }
        return (fitted, remarks)
    }
}

extension Profile {
    /// Sockets that this program opens for a request in flight; a simulated one is served here, too.
    fileprivate var descriptors: Int {
        // Batches are asked after one by one.
        if provider == .rules || isRecorded || batch != nil { return 0 }
        return isSimulated ? 2 : 1
    }
}
