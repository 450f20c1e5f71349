import TallyCore
import TallyReport
import Testing

struct RunListingTests {
    private var listing: RunListing { Self.listing("01JD8Z5W3QK7M4N2P6R8T0V1X4") }

    private static func listing(_ ids: String...) -> RunListing {
        let experiment = ExperimentRecord(
            id: 1,
            ulid: "01JD8Z5W3QK7M4N2P6R8T0V1X0",
            key: "k",
            name: "receipts",
            state: "complete",
            dataset: DatasetIdentity(name: "receipts", version: "1", digest: "d", cases: 200),
            configuration: .null,
            provenance: .null,
            created: Moment(milliseconds: 0)
        )
        var run = RunRecord(
            id: 1,
            ulid: "",
            experiment: 1,
            ordinal: 0,
            key: "k",
            name: "sim-phi-3-mini",
            profiles: ["sim-phi-3-mini"],
            state: "complete",
            stopReason: nil,
            planned: 200,
            isSimulated: true,
            isImported: false,
            started: Moment(milliseconds: 1_795_489_920_000),
            wall: 1,
            scoring: 1
        )
        let totals = RunTotals(
            scored: 200,
            failed: 0,
            documentExact: 0.775,
            fieldAccuracy: 0.9,
            cost: Money(nanodollars: 22_500_000),
            medianService: 1.3
        )
        return RunListing(
            entries: ids.map { id in
                run.ulid = id
                return .init(experiment: experiment, run: run, totals: totals)
            }
        )
    }

    @Test func `ids are as long as it takes to tell runs apart`() {
        let listing = Self.listing("01JD8Z5W3QK7M4N2P6R8T0V1X4", "01JD8Z5W3QK7M9N2P6R8T0V1X4")
        let lines = listing.text(width: 120).split(separator: "\n")
        #expect(lines[1].hasPrefix("01JD8Z5W3QK7M4 "))
        #expect(lines[2].hasPrefix("01JD8Z5W3QK7M9 "))
    }

    @Test(arguments: [80, 120])
    func `no line is wider than the terminal and nothing is lost`(width: Int) {
        let lines = listing.text(width: width).split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= width })
        #expect(lines[1].contains("sim-phi-3-mini"))
        #expect(lines[1].contains("complete sim"))
        #expect(lines[1].hasSuffix("$0.0225"))
    }

    @Test func `JSON keeps exact dollars and the simulated mark`() throws {
        let json = try JSONParser.parse(listing.jsonLines)
        #expect(json["cost_usd"] == .number("0.0225"))
        #expect(json["simulated"] == true)
    }
}
