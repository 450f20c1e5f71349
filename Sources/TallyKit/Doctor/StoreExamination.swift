internal import Foundation
internal import TallyReport
internal import TallyStore

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A store, and the disk it lies on.
struct StoreExamination {
    /// Below this a run of some hundred receipts may not fit.
    private static let scarce = 64 << 20

    let path: String

    var checkup: Checkup {
        Checkup(name: "store \(path)", findings: storeFindings + diskFindings)
    }

    private var storeFindings: [Checkup.Finding] {
        guard FileManager.default.fileExists(atPath: path) else {
            return [.init("store", .fine, "none yet; `tally run` makes it")]
        }
        do {
            let facts = try StoreFacts(examining: path)
            guard let writer = facts.writer else { return [Self.finding(facts)] }
            return [
                Self.finding(facts),
                .init("writer", .fine, "process \(writer) writes to it now"),
            ]
        } catch {
            return [.init("store", .failure, "\(error)")]
        }
    }

    private static func finding(_ facts: StoreFacts) -> Checkup.Finding {
        var text =
            "version \(facts.version), \(facts.experiments) experiments, "
            + "\(bytes(facts.size)), every page looked through"
        if facts.logSize > 0 { text += ", \(bytes(facts.logSize)) in its -wal" }
        guard facts.cutOff > 0 else { return .init("store", .fine, text) }
        let advice = "\(facts.cutOff) experiments were cut off: `tally resume` goes on"
        return .init("store", .warning, "\(text); \(advice)")
    }

    /// The nearest folder that is there already.
    private var folder: String {
        var url = URL(fileURLWithPath: path).standardizedFileURL.deletingLastPathComponent()
        while !FileManager.default.fileExists(atPath: url.path), url.path != "/" {
            url = url.deletingLastPathComponent()
        }
        return url.path
    }

    private var diskFindings: [Checkup.Finding] {
        let folder = folder
        var findings: [Checkup.Finding] = []
        var facts = statvfs()
        if statvfs(folder, &facts) == 0 {
            let free = Int(facts.f_bavail) * Int(facts.f_frsize)
            let text = "\(Self.bytes(free)) free at \(folder)"
            findings.append(
                free < Self.scarce
                    ? .init("disk", .warning, text + "; a trial takes about 4 kB")
                    : .init("disk", .fine, text)
            )
        }
        if access(folder, W_OK) != 0 {
            findings.append(.init("disk", .failure, "\(folder) cannot be written"))
        }
        if let system = FileSystem.name(of: folder), FileSystem.isRemote(system) {
            findings.append(
                .init(
                    "disk",
                    .failure,
                    "\(folder) lies on \(system): SQLite's write-ahead log does not work over a "
                        + "network; put the store on a local disk (--store)"
                )
            )
        }
        return findings
    }

    private static func bytes(_ count: Int) -> String {
        switch count {
        case ..<1_000_000: "\((count + 999) / 1000) kB"
        case ..<10_000_000_000: "\(count / 1_000_000) MB"
        default: "\(count / 1_000_000_000) GB"
        }
    }
}
