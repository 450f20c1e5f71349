package import TallyCore

/// Chooses the cases on which runs are compared.
///
/// Never the set that happened to finish, which holds the fast and easy ones: of runs that follow one seeded order the
/// longest prefix that all of them have, of others what all of them have.
package struct Pairing: Sendable {
    /// A run's cases with what decides how they are paired.
    package struct Member: Sendable {
        package var results: [CaseResult]
        /// The plan's dataset, split and seed: equal for runs that follow one order.
        package var order: String
        /// Every planned case has a result.
        package var isComplete: Bool

        package init(results: [CaseResult], order: String, isComplete: Bool) {
            self.results = results
            self.order = order
            self.isComplete = isComplete
        }
    }

    /// For each run its results on the chosen cases: the same cases in the same order.
    package var columns: [[CaseResult]]
    package var cases: PairedCases

    /// `kept` says of a case id whether it may be compared, as cases may differ between datasets.
    package init(
        _ members: [Member],
        keeping kept: (String) -> Bool = { _ in true }
    ) {
        if let first = members.first?.results, Self.areAlike(members, as: first, keeping: kept) {
            columns = members.map(\.results)
            let columns = columns
            cases = PairedCases(
                choice: .all,
                count: first.count,
                leftOut: 0,
                unscored: Self.unscored(columns)
            )
            return
        }
        let ids = members.map { Set($0.results.map(\.id)) }
        let union = ids.reduce(into: Set<String>()) { $0.formUnion($1) }
        let shared = ids.dropFirst().reduce(ids.first ?? []) { $0.intersection($1) }
        let isOneOrder =
            Set(members.map(\.order)).count == 1
            && members.allSatisfy { $0.results.allSatisfy { $0.place != nil } }
        var choice = PairedCases.Choice.all
        var chosen = shared.filter(kept)
        if chosen.count < union.count || !members.allSatisfy(\.isComplete) {
            choice = isOneOrder ? .prefix : .shared
        }
        if choice == .prefix {
            let length = Self.prefix(of: members)
            let places = members[0].results.map { ($0.id, $0.place ?? .max) }
            chosen = Set(places.filter { $0.1 < length && chosen.contains($0.0) }.map(\.0))
        }
        let order = members.first.map { $0.results.map(\.id).filter(chosen.contains) } ?? []
        columns = members.map { member in
            let found = Dictionary(uniqueKeysWithValues: member.results.map { ($0.id, $0) })
            return order.compactMap { found[$0] }
        }
        let columns = columns
        cases = PairedCases(
            choice: choice,
            count: order.count,
            leftOut: union.count - order.count,
            unscored: Self.unscored(columns)
        )
    }

    /// Every run is complete and has the same cases in the same order, all of which are kept.
    private static func areAlike(
        _ members: [Member],
        as first: [CaseResult],
        keeping kept: (String) -> Bool
    ) -> Bool {
        members.allSatisfy { member in
            member.isComplete && member.results.count == first.count
                && first.indices.allSatisfy { member.results[$0].id == first[$0].id }
        } && first.allSatisfy { kept($0.id) }
    }

    private static func unscored(_ columns: [[CaseResult]]) -> Int {
        (columns.first ?? []).indices.count { index in columns.contains { !$0[index].isScored } }
    }

    /// How many places from the first on have a result in every run.
    private static func prefix(of members: [Member]) -> Int {
        members.map { member in
            let places = Set(member.results.compactMap(\.place))
            return (0...places.count).first { !places.contains($0) } ?? places.count
        }.min() ?? 0
    }
}
