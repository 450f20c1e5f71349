internal import Foundation
internal import TallyCore
internal import TallyReport
internal import TallyRunner
internal import TallyStore

/// The program, its libraries, and what the system lends it.
struct SystemExamination {
    /// Before this nobody had this version; a clock that says so is wrong.
    private static let firstDay = "2026-11-01"

    let clock: RunClock

    var checkup: Checkup {
        Checkup(
            name: "tally \(Provenance.version)",
            findings: [systemFinding, sqliteFinding, clockFinding, descriptorFinding]
        )
    }

    private var systemFinding: Checkup.Finding {
        let process = ProcessInfo.processInfo
        return .init(
            "system",
            .fine,
            "\(process.operatingSystemVersionString), \(process.activeProcessorCount) processors"
        )
    }

    private var sqliteFinding: Checkup.Finding {
        let version = StoreFacts.sqliteVersion
        let numbers = version.split(separator: ".").compactMap { Int($0) }
        guard numbers.count >= 3 else { return .init("sqlite", .warning, version) }
        // https://sqlite.org/wal.html#walresetbug
        let isMended = !numbers.lexicographicallyPrecedes([3, 51, 3])
        return .init(
            "sqlite",
            .fine,
            isMended
                ? version
                : "\(version): before 3.51.3 two programs that write to one store at once can "
                    + "damage it; tally lets in one writer, so write to a store with nothing else"
        )
    }

    private var clockFinding: Checkup.Finding {
        let now = clock.wall()
        return now.day < Self.firstDay
            ? .init("clock", .failure, "says \(now.iso8601), which is past: prices would be wrong")
            : .init("clock", .fine, now.iso8601)
    }

    private var descriptorFinding: Checkup.Finding {
        guard let count = OpenFileLimit.raise(), let room = OpenFileLimit.room else {
            return .init("files", .warning, "the limit of open files is not told")
        }
        return .init(
            "files",
            room < 100 ? .warning : .fine,
            "\(count) open at most: room for \(room) requests in flight"
                + (room < 100 ? "; `ulimit -n` raises it" : "")
        )
    }
}
