package import TallyCore
package import TallyScoring
internal import TallyStatistics

/// What caches of other sizes and lifetimes would have given to a run's documents as they came.
package struct CacheStudy {
    /// Nearly equal documents are looked for among so many at most: their number grows with the square.
    private static let nearAtMost = 2000
    private static let wantedShare = 0.95

    private let arrivals: [CacheArrival]
    private let isTimed: Bool

    /// Arrivals in any order; they keep their recorded times where all have one, and else the run's order.
    package init(_ arrivals: [CacheArrival]) {
        isTimed = arrivals.allSatisfy { $0.time?.isFinite == true }
        let isTimed = isTimed
        self.arrivals = arrivals.sorted { left, right in
            isTimed
                ? (left.time ?? 0, left.place) < (right.time ?? 0, right.place)
                : left.place < right.place
        }
    }

    /// Fills what a report says of arrivals; `scorer` judges an answer that was made for another document.
    package func fill(_ report: inout CacheReport, scorer: Scorer) {
        report.arrivals = arrivals.count
        var keys: [Digest: Int] = [:]
        let contents = arrivals.map { arrival in
            let content = arrival.content
            let known = keys[content] ?? keys.count
            keys[content] = known
            return known
        }
        report.distinct = keys.count
        if isTimed, let first = arrivals.first?.time, let last = arrivals.last?.time {
            report.span = last - first
        }
        report.sizes = Self.sizes(upTo: keys.count)
        report.lifetimes = isTimed ? Self.lifetimes(within: report.span ?? 0) : [nil]
        let isPriced = arrivals.allSatisfy { $0.dollars != nil }
        let dollars = replay(contents) { $0.dollars ?? 0 }
        let seconds = replay(contents, worth: \.seconds)
        report.outcomes = report.lifetimes.map { lifetime in
            report.sizes.map { size in
                let money = dollars?.outcome(size: size, lifetime: lifetime)
                return CacheReport.Outcome(
                    hits: money?.hits ?? 0,
                    dollars: isPriced ? money?.saved : nil,
                    seconds: seconds?.outcome(size: size, lifetime: lifetime).saved ?? 0
                )
            }
        }
        report.sizeNeeded = dollars?.sizeNeeded(share: Self.wantedShare) ?? 0
        if arrivals.allSatisfy({ $0.item.text != nil }) {
            let items = arrivals.prefix(Self.nearAtMost).map(\.item)
            report.nearArrivals = items.count
            report.near = NearDuplicates(items, scorer: scorer).outcomes
        }
    }

    private func replay(_ contents: [Int], worth: (CacheArrival) -> Double) -> CacheReplay? {
        CacheReplay(
            zip(arrivals, contents).enumerated().map { index, pair in
                CacheReplay.Arrival(
                    key: pair.1,
                    time: isTimed ? pair.0.time ?? 0 : Double(index),
                    worth: worth(pair.0)
                )
            }
        )
    }

    /// The largest that are smaller than the number of different documents, and no limit.
    private static func sizes(upTo distinct: Int) -> [Int?] {
        let usual = [10, 30, 100, 300, 1000, 3000, 10_000, 30_000, 100_000]
        let sizes: [Int?] = usual.filter { $0 < distinct }.suffix(5).map { $0 }
        return sizes + [nil]
    }

    /// Those that are shorter than the arrivals took, and for ever.
    private static func lifetimes(within span: Double) -> [Double?] {
        let usual: [Double] = [60, 600, 3600, 6 * 3600, 86_400, 7 * 86_400, 30 * 86_400]
        return usual.filter { $0 < span } + [nil]
    }
}
