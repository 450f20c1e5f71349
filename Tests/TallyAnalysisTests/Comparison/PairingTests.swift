import TallyAnalysis
import TallyCore
import Testing

/// Which cases two runs are compared on.
@Suite struct PairingTests {
    private func member(
        _ places: [Int],
        order: String = "one",
        isComplete: Bool = false
    ) -> Pairing.Member {
        let results = places.map { place in
            var result = CaseResult(id: "r\(place)")
            result.place = place
            result.scored = 1
            return result
        }
        return Pairing.Member(results: results, order: order, isComplete: isComplete)
    }

    @Test func `complete runs of the same cases are compared on all of them`() {
        let pairing = Pairing([
            member([0, 1, 2], isComplete: true), member([0, 1, 2], isComplete: true),
        ])
        #expect(pairing.cases == PairedCases(choice: .all, count: 3, leftOut: 0))
        #expect(pairing.columns.map { $0.map(\.id) } == [["r0", "r1", "r2"], ["r0", "r1", "r2"]])
    }

    @Test func `of a run that was cut off only the prefix counts, not what happened to finish`() {
        // Case 2 was still running when 3, 4 and 5 had ended.
        let pairing = Pairing([
            member(Array(0..<8), isComplete: true), member([0, 1, 3, 4, 5]),
        ])
        #expect(pairing.cases == PairedCases(choice: .prefix, count: 2, leftOut: 6))
        #expect(pairing.columns[1].map(\.id) == ["r0", "r1"])
    }

    @Test func `a larger limit of one seed extends a smaller one`() {
        let pairing = Pairing([
            member(Array(0..<3), isComplete: true), member(Array(0..<9), isComplete: true),
        ])
        #expect(pairing.cases.choice == .prefix && pairing.cases.count == 3)
    }

    @Test func `runs of other orders share what both have, and may leave changed cases out`() {
        let pairing = Pairing(
            [member([0, 1, 2], order: "one"), member([1, 2, 3], order: "two")],
            keeping: { $0 != "r2" }
        )
        #expect(pairing.cases == PairedCases(choice: .shared, count: 1, leftOut: 3))
        #expect(pairing.columns.map { $0.map(\.id) } == [["r1"], ["r1"]])
    }

    @Test func `rows that know no place are compared on what both have`() {
        var old = member([0, 1])
        old.results[0].place = nil
        let pairing = Pairing([old, member([0, 1, 2])])
        #expect(pairing.cases.choice == .shared && pairing.cases.count == 2)
    }

    @Test func `what the infrastructure failed is compared and counted apart`() {
        var failing = member([0, 1], isComplete: true)
        failing.results[1].scored = 0
        failing.results[1].failed = 1
        let pairing = Pairing([member([0, 1], isComplete: true), failing])
        #expect(pairing.cases.count == 2 && pairing.cases.unscored == 1)
    }
}
