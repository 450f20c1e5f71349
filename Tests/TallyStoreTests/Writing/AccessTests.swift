import Foundation
import GRDB
import TallyCore
import TallyStore
import Testing

struct AccessTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder / "s.sqlite"
    }

    /// What opening the file for writing and for reading says.
    private func refusals() -> [StoreError] {
        var errors: [StoreError] = []
        do { _ = try StoreWriter(path: path) } catch { errors.append(storeError(error)) }
        do { _ = try Store(reading: path) } catch { errors.append(storeError(error)) }
        return errors
    }

    private func storeError(_ error: any Error) -> StoreError {
        (error as? StoreError) ?? StoreError(.failed, "\(error)")
    }

    private func makeStore() throws {
        let writer = try StoreWriter(path: path)
        _ = try writer.create(.sample())
        try writer.close()
    }

    @Test func `a second writer is refused and told who holds the store`() throws {
        let writer = try StoreWriter(path: path)
        let error = #expect(throws: StoreError.self) { try StoreWriter(path: path) }
        #expect(error?.code == .inUse)
        let holder = "process \(ProcessInfo.processInfo.processIdentifier);"
        #expect(error?.message.contains(holder) == true)
        #expect(try writer.store.experiments().isEmpty)
    }

    @Test func `readers are welcome beside a writer`() throws {
        let writer = try StoreWriter(path: path)
        _ = try writer.create(.sample())
        #expect(try Store(reading: path).experiments().map(\.name) == ["sample"])
    }

    @Test func `a store is free again when its writer is gone`() throws {
        try makeStore()
        #expect(try StoreWriter(path: path).store.experiments().count == 1)
    }

    @Test func `a writer that could not open leaves the store free`() throws {
        try folder.write("no database".utf8, to: "s.sqlite")
        #expect(refusals().first?.code == .notAStore)
        #expect(refusals().first?.code == .notAStore)
    }

    @Test func `a newer store is refused with both versions, its bytes untouched`() throws {
        try makeStore()
        try execute("PRAGMA user_version = 99")
        let before = try folder.bytes("s.sqlite")
        let errors = refusals()
        #expect(errors.map(\.code) == [.newer, .newer])
        for error in errors {
            #expect(error.message.contains("version 99"))
            #expect(error.message.contains("version 9;"))
        }
        #expect(try folder.bytes("s.sqlite") == before)
    }

    @Test func `another program's database is refused and untouched`() throws {
        try execute("CREATE TABLE t (x); INSERT INTO t VALUES (1)")
        let before = try folder.bytes("s.sqlite")
        #expect(refusals().map(\.code) == [.notAStore, .notAStore])
        #expect(try folder.bytes("s.sqlite") == before)
    }

    @Test func `a file that is no database is refused and untouched`() throws {
        let text = Array(String(repeating: "merchant,total\n", count: 300).utf8)
        try folder.write(text, to: "s.sqlite")
        #expect(refusals().map(\.code) == [.notAStore, .notAStore])
        #expect(try folder.bytes("s.sqlite") == text)
    }

    @Test func `a damaged store is refused with a recipe`() throws {
        try makeStore()
        var bytes = try folder.bytes("s.sqlite")
        // The first page but for its header: the schema's tree.
        for index in 100..<4096 { bytes[index] = 0xFF }
        try folder.write(bytes, to: "s.sqlite")
        let error = try #require(refusals().first)
        #expect(error.code == .damaged)
        #expect(error.message.contains(".recover"))
    }

    @Test func `a page overwritten anywhere is found before anything is written`() async throws {
        let bench = try Bench()
        for number in 1...200 { try await bench.add(number) }
        let file = folder / "s.sqlite"
        try await DatabaseQueue(path: bench.path).writeWithoutTransaction {
            try $0.execute(sql: "VACUUM INTO ?", arguments: [file])
        }
        let bytes = try folder.bytes("s.sqlite")
        let pages = bytes.count / 4096
        #expect(pages > 20)
        for page in [3, pages / 2, pages - 2] {
            var damaged = bytes
            for index in page * 4096..<(page + 1) * 4096 { damaged[index] = UInt8(index % 251) }
            try folder.write(damaged, to: "s.sqlite")
            let error = #expect(throws: StoreError.self) { try StoreWriter(path: file) }
            #expect(error?.code == .damaged, "page \(page)")
            #expect(try folder.bytes("s.sqlite") == damaged)
        }
        try folder.write(bytes, to: "s.sqlite")
        _ = try StoreWriter(path: file)
    }

    @Test func `what stands in a foreign store's own views is not trusted`() async throws {
        let bench = try Bench()
        try await bench.add(1)
        let file = folder / "s.sqlite"
        try await DatabaseQueue(path: bench.path).writeWithoutTransaction {
            try $0.execute(sql: "VACUUM INTO ?", arguments: [file])
        }
        try execute(
            """
            DROP VIEW run_costs; DROP VIEW attempt_costs;
            CREATE VIEW attempt_costs AS
                SELECT 1 AS run, 'billed' AS billed, load_extension('evil') AS cost_nanodollars
            """
        )
        let store = try Store(reading: file)
        let run = try #require(try store.runs(of: bench.experiment).first)
        let error = #expect(throws: StoreError.self) { try store.dearestAttempt(of: run) }
        #expect(error?.message.contains("unsafe use of load_extension()") == true)
    }

    @Test func `a store that is not there is missing for readers and made for writers`() throws {
        let error = #expect(throws: StoreError.self) { try Store(reading: path) }
        #expect(error?.code == .missing)
        #expect(!FileManager.default.fileExists(atPath: path))
        _ = try StoreWriter(path: folder / "deep/er/s.sqlite")
        #expect(FileManager.default.fileExists(atPath: folder / "deep/er/s.sqlite"))
    }

    @Test func `an empty file becomes a store`() throws {
        try folder.write([], to: "s.sqlite")
        try makeStore()
        #expect(try Store(reading: path).experiments().count == 1)
    }

    private func execute(_ sql: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { database in
            try database.execute(sql: sql)
            try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        try queue.close()
    }
}
