import TallyCore
import TallyStore
import Testing

/// What is noted of batches.
struct BatchNoteTests {
    private func record(_ number: UInt64, _ places: [String]) throws -> BatchRecord {
        var random = SystemRandomNumberGenerator()
        return BatchRecord(
            id: ULID(milliseconds: number, using: &random),
            opened: Moment(milliseconds: Int64(number)),
            places: places
        )
    }

    @Test func `a batch is open until it was collected or has failed`() async throws {
        let bench = try Bench()
        let ledger = RunBatches(of: bench.runs[0], in: bench.writer)
        var first = try record(1, ["a-0", "b-0"])
        try ledger.note(first)
        #expect(try ledger.openBatches() == [first])
        first.file = "file-1"
        first.batch = "batch_1"
        first.state = .submitted
        try ledger.note(first)
        var second = try record(2, ["c-0"])
        second.state = .failed
        second.message = "refused"
        try ledger.note(second)
        #expect(try ledger.openBatches() == [first])
        try ledger.noteCollected()
        #expect(try ledger.openBatches().isEmpty)
        let all = try bench.store.batches(of: bench.runs[0].id)
        #expect(all.map(\.state) == [.collected, .failed])
        #expect(all.map(\.batch) == ["batch_1", nil])
        #expect(all.map(\.message) == [nil, "refused"])
        #expect(all[0].places.isEmpty)
    }

    @Test func `a run sees no other run's batches`() async throws {
        let bench = try Bench()
        try RunBatches(of: bench.runs[0], in: bench.writer).note(try record(1, ["a-0"]))
        let other = try #require(bench.runs.dropFirst().first)
        #expect(try RunBatches(of: other, in: bench.writer).openBatches().isEmpty)
    }
}
