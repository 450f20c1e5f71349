import TallyCore
import TallyKit
import TallyStore
import Testing

struct RunSelectorTests {
    private let bench: Bench
    private let older: ExperimentSummary
    private let newer: ExperimentSummary

    init() async throws {
        bench = try Bench()
        older = try await bench.run(stopped: true)
        newer = try await bench.run(stopped: true)
    }

    @Test func `latest and the benchmark's name are the newest experiment`() throws {
        for selector in ["latest", "corner"] {
            let match = try bench.selector.find(selector)
            #expect(match.experiment.ulid == newer.id)
            #expect(match.run == nil)
        }
    }

    @Test func `an identifier is its experiment, in upper or lower case`() throws {
        for selector in [older.id, older.id.lowercased()] {
            #expect(try bench.selector.find(selector).experiment.ulid == older.id)
        }
    }

    @Test func `the start of an identifier that fits one is enough`() throws {
        let shared = zip(older.id, newer.id).prefix { $0 == $1 }.count
        let match = try bench.selector.find(String(older.id.prefix(shared + 1)))
        #expect(match.experiment.ulid == older.id)
    }

    @Test func `the start of several identifiers is refused with their number`() throws {
        let error = #expect(throws: HarnessError.self) { try bench.selector.find("01") }
        #expect(error?.message.contains("2 ids") == true)
    }

    @Test func `a run is found by its identifier and its name`() throws {
        let run = try #require(older.runs.first)
        let match = try bench.selector.find(run.id)
        #expect(match.run?.ulid == run.id)
        #expect(match.experiment.ulid == older.id)
        #expect(try bench.selector.find("rules").run?.ulid == newer.runs.first?.id)
    }

    @Test(arguments: ["", "nobody", "ZZZZ", "%"])
    func `what names nothing is refused with a hint`(selector: String) throws {
        let error = #expect(throws: HarnessError.self) { try bench.selector.find(selector) }
        #expect(error?.code == .usage)
        #expect(error?.message.contains("tally list") == true)
    }

    @Test func `an empty store has nothing to select`() throws {
        let path = bench.folder + "/empty.sqlite"
        _ = try StoreWriter(path: path)
        let selector = RunSelector(store: try Store(reading: path))
        let error = #expect(throws: HarnessError.self) { try selector.find("latest") }
        #expect(error?.message.contains("no runs yet") == true)
    }
}
