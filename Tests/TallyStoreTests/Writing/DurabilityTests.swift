import Foundation
import GRDB
import TallyCore
import TallyStore
import Testing

struct DurabilityTests {
    @Test func `every commit is synced to disk`() throws {
        #expect(try Bench().writer.synchronousMode() == 2)
    }

    @Test func `an attempt's row is on disk when its commit returns`() async throws {
        let bench = try Bench()
        let trial = bench.trial(1)
        try await bench.writer.commit([trial.opened, trial.attempt(bench.writer.nextID())])
        let states = try bench.read {
            try String.fetchAll($0, sql: "SELECT state FROM attempts WHERE call = \(trial.call)")
        }
        #expect(states == ["sent"])
    }

    @Test func `many commits at once are all durable, and share their syncs`() async throws {
        let bench = try Bench()
        let before = try commitCount(bench)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                let trial = bench.trial(number)
                group.addTask { try await bench.writer.commit([trial.opened]) }
            }
            try await group.waitForAll()
        }
        #expect(try bench.count("trials") == 200)
        let commits = try commitCount(bench) - before
        #expect((1..<200).contains(commits))
    }

    @Test func `a closed store is one file`() async throws {
        let bench = try Bench()
        try await bench.add(1)
        try bench.writer.close()
        let folder = try TemporaryFolder()
        let copy = folder / "copy.sqlite"
        try FileManager.default.copyItem(atPath: bench.path, toPath: copy)
        #expect(try Store(reading: copy).experiments().count == 1)
        // The folder goes with its last use.
        withExtendedLifetime(folder) {}
    }

    @Test func `a store copied without its log says what is missing`() async throws {
        let bench = try Bench()
        try await bench.add(1)
        let folder = try TemporaryFolder()
        let copy = folder / "copy.sqlite"
        try FileManager.default.copyItem(atPath: bench.path, toPath: copy)
        let error = #expect(throws: StoreError.self) { try Store(reading: copy) }
        #expect(error?.message.contains("its \(copy)-wal belongs with it") == true)
        // The folder goes with its last use.
        withExtendedLifetime(folder) {}
    }

    /// Commits in the write-ahead log: frames that name the size of the database (https://sqlite.org/fileformat.html).
    private func commitCount(_ bench: Bench) throws -> Int {
        let log = try bench.folder.bytes("store.sqlite-wal")
        let frame = 24 + 4096
        return stride(from: 32, to: log.count - frame + 1, by: frame).count { start in
            log[start + 4..<start + 8].contains { $0 != 0 }
        }
    }

    @Test func `a commit is written whole or not at all`() async throws {
        let bench = try Bench()
        let trial = bench.trial(1)
        await #expect(throws: StoreError.self) {
            try await bench.writer.commit([trial.opened, trial.opened])
        }
        #expect(try bench.count("trials") == 0)
        #expect(try bench.count("cases") == 0)
    }

    @Test func `the writer goes on after a commit that failed`() async throws {
        let bench = try Bench()
        let trial = bench.trial(1)
        try? await bench.writer.commit([trial.opened, trial.opened])
        try await bench.writer.commit([trial.opened])
        #expect(try bench.count("trials") == 1)
    }

    @Test func `a trial is accepted once`() async throws {
        let bench = try Bench()
        try await bench.add(1)
        let error = await #expect(throws: StoreError.self) { try await bench.add(1) }
        #expect(error?.message.contains("UNIQUE") == true)
        #expect(try bench.records().map(\.caseID) == ["case-1"])
        try await bench.add(1, repeatIndex: 1)
        try await bench.add(1, run: 1)
        #expect(try bench.records().count == 2)
    }

    @Test func `every row refers to rows that are there`() async throws {
        let bench = try Bench()
        try await bench.add(1, attempts: [.failure(.serverError, 500), .answer()])
        try await bench.add(1, run: 1, attempts: [.failure(.rateLimited, 429)], result: nil)
        try bench.close(scored: 1)
        let broken = try bench.read {
            try Row.fetchAll($0, sql: "PRAGMA foreign_key_check").map(\.description)
        }
        #expect(broken.isEmpty)
    }

    @Test func `row ids go on after the largest of a reopened store`() async throws {
        let folder = try TemporaryFolder()
        let used = try write(to: folder / "s.sqlite")
        let again = try StoreWriter(path: folder / "s.sqlite")
        #expect(again.nextID() > used)
    }

    private func write(to path: String) throws -> Int64 {
        let writer = try StoreWriter(path: path)
        let experiment = try writer.create(.sample())
        return try writer.store.runs(of: experiment).map(\.scoring).max() ?? 0
    }

    @Test func `the cases of two runs are stored once`() async throws {
        let bench = try Bench()
        try await bench.add(1)
        try await bench.add(1, run: 1)
        #expect(try bench.count("cases") == 1)
    }
}
