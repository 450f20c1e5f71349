import Dispatch
import GRDB
import TallyCore
import TallyStore
import Testing

/// A store that an older build wrote.
struct UpgradeTests {
    /// What version 9 added, taken away again.
    private static let toVersion8 = """
        DROP TABLE batches;
        DELETE FROM grdb_migrations WHERE identifier = '9';
        PRAGMA user_version = 8;
        """

    /// What version 8 added, taken away again.
    private static let toVersion7 = """
        DROP TABLE responses; DROP INDEX cached_calls;
        ALTER TABLE calls DROP COLUMN cached_attempt; ALTER TABLE runs DROP COLUMN recorded;
        DELETE FROM grdb_migrations WHERE identifier = '8';
        PRAGMA user_version = 7;
        """

    /// What version 7 added, taken away again.
    private static let toVersion6 = """
        DROP TABLE wandb_logs;
        DELETE FROM grdb_migrations WHERE identifier = '7';
        PRAGMA user_version = 6;
        """

    /// What version 6 added, taken away again.
    private static let toVersion5 = """
        DROP VIEW attempt_latency;
        ALTER TABLE calls DROP COLUMN stage; ALTER TABLE calls DROP COLUMN decisive;
        ALTER TABLE calls DROP COLUMN before_us; ALTER TABLE calls DROP COLUMN signal;
        ALTER TABLE calls DROP COLUMN reason; ALTER TABLE attempts DROP COLUMN profile;
        DELETE FROM grdb_migrations WHERE identifier = '6';
        PRAGMA user_version = 5;
        """

    /// What version 5 added, taken away again.
    private static let toVersion4 = """
        DROP VIEW run_costs; DROP VIEW attempt_costs;
        DROP TABLE price_tiers; DROP TABLE hour_prices;
        DELETE FROM grdb_migrations WHERE identifier = '5';
        PRAGMA user_version = 4;
        """

    /// What versions 2 to 4 added, taken away again.
    private static let toVersion1 = """
        ALTER TABLE scorings DROP COLUMN task; ALTER TABLE cases DROP COLUMN erased;
        ALTER TABLE trial_scores DROP COLUMN state; ALTER TABLE trial_scores DROP COLUMN error;
        ALTER TABLE trial_scores DROP COLUMN message; ALTER TABLE trial_scores DROP COLUMN output;
        ALTER TABLE trial_scores DROP COLUMN repairs;
        ALTER TABLE trial_scores DROP COLUMN schema_valid;
        ALTER TABLE trial_scores DROP COLUMN reconciles;
        DROP VIEW run_accuracy; DROP VIEW field_scores;
        ALTER TABLE attempts DROP COLUMN stated_nanodollars;
        ALTER TABLE attempts DROP COLUMN cache_write_long_tokens;
        ALTER TABLE attempts DROP COLUMN fingerprint;
        ALTER TABLE attempts DROP COLUMN service_tier;
        ALTER TABLE attempts DROP COLUMN region;
        ALTER TABLE attempts DROP COLUMN processing_us;
        ALTER TABLE attempts DROP COLUMN filters;
        ALTER TABLE prices DROP COLUMN cache_write_long;
        ALTER TABLE calls DROP COLUMN warm_up;
        ALTER TABLE trials DROP COLUMN place;
        DELETE FROM grdb_migrations WHERE identifier IN ('2', '3', '4');
        PRAGMA user_version = 1;
        """

    @Test(arguments: [1, 4, 5, 6, 7])
    func `a store of an older version is read with all it holds`(version: Int) async throws {
        let bench = try Bench()
        for number in 1...3 { try await bench.add(number) }
        let digest = try bench.store.resultDigest(of: bench.runs)
        let costs = try bench.records().map(\.cost)
        let folder = try TemporaryFolder()
        let path = folder / "old.sqlite"
        try await DatabaseQueue(path: bench.path).writeWithoutTransaction {
            try $0.execute(sql: "VACUUM INTO ?", arguments: [path])
        }
        try await DatabaseQueue(path: path).writeWithoutTransaction {
            try $0.execute(sql: Self.toVersion8 + Self.toVersion7)
            if version < 7 { try $0.execute(sql: Self.toVersion6) }
            if version < 6 { try $0.execute(sql: Self.toVersion5) }
            if version < 5 { try $0.execute(sql: Self.toVersion4) }
            if version < 4 { try $0.execute(sql: Self.toVersion1) }
        }
        let store = try Store(reading: path)
        #expect(try store.resultDigest(of: bench.runs) == digest)
        var read: [Money?] = []
        try store.forEachTrial(of: bench.runs[0]) { read.append($0.cost) }
        #expect(read == costs && read.count == 3)
        #expect(try store.trials(of: bench.runs[0], case: "case-1").count == 1)
        // The folder goes with its last use.
        withExtendedLifetime(folder) {}
    }

    @Test func `readers that meet at an older store all get in`() async throws {
        let bench = try Bench()
        try await bench.add(1)
        let folder = try TemporaryFolder()
        let path = folder / "old.sqlite"
        try await DatabaseQueue(path: bench.path).writeWithoutTransaction {
            try $0.execute(sql: "VACUUM INTO ?", arguments: [path])
        }
        try await DatabaseQueue(path: path).writeWithoutTransaction {
            try $0.execute(
                sql: Self.toVersion8 + Self.toVersion7 + Self.toVersion6 + Self.toVersion5
                    + Self.toVersion4
                    + Self.toVersion1
            )
        }
        let counts = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<4 {
                // Whoever waits for the other's upgrade blocks a thread, and the tests' own are few.
                group.addTask {
                    try await withCheckedThrowingContinuation { continuation in
                        DispatchQueue.global().async {
                            continuation.resume(
                                with: Result { try Store(reading: path).experiments().count }
                            )
                        }
                    }
                }
            }
            return try await group.reduce(into: [Int]()) { $0.append($1) }
        }
        #expect(counts == [1, 1, 1, 1])
        // The folder goes with its last use.
        withExtendedLifetime(folder) {}
    }
}
