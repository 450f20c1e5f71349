package import TallyCore

extension BucketBill {
    /// The kinds of tokens that were billed, in the order of a bill, as a report shows them.
    package var tokens: [ReportedRun.TokenBucket] {
        let order = ["input", "cached input", "cache write", "1 h cache write", "output"]
        func place(_ name: String) -> Int { order.firstIndex(of: name) ?? order.count }
        return buckets.sorted { place($0.name) < place($1.name) }.map { bucket in
            ReportedRun.TokenBucket(
                name: bucket.name,
                tokens: bucket.tokens,
                dollars: bucket.picodollars.map { Double($0) / 1e12 }
            )
        }
    }
}
