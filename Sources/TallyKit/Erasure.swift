internal import Foundation
internal import TallyCore
package import TallyRunner
package import TallyStore

/// Erases personal data from a store; nothing brings it back.
package struct Erasure: Sendable {
    private let path: String
    private let clock: RunClock

    package init(store path: String, clock: RunClock = RunClock()) {
        self.path = path
        self.clock = clock
    }

    /// Erases a case, whatever runs it is in, and the pages beside the store, which may show it.
    package func forget(case id: String) throws -> Erased {
        let writer = try open()
        let erased = try writer.erase(case: id)
        guard erased.cases > 0 else {
            try writer.close()
            throw HarnessError(.usage, "\(path): no case \"\(id)\"")
        }
        try writer.compact()
        try writer.close()
        try ReportFile.removePages(store: path)
        return erased
    }

    /// Erases the bodies of answers: of the runs a selector names (`nil`: of all), and with `olderThan` only of those
    /// asked more days ago.
    package func forgetBodies(of selector: String?, olderThan days: Int?) throws -> Erased {
        let runs = try selector.map { selector in
            let store = try Store(reading: path)
            let match = try RunSelector(store: store).find(selector)
            return try match.run.map { [$0] } ?? store.runs(of: match.experiment.id)
        }
        let writer = try open()
        let before = days.map {
            Moment(milliseconds: clock.wall().milliseconds - Int64($0) * 86_400_000)
        }
        let erased = try writer.eraseBodies(of: runs, before: before)
        if erased.bodies > 0 { try writer.compact() }
        try writer.close()
        return erased
    }

    private func open() throws -> StoreWriter {
        guard FileManager.default.fileExists(atPath: path) else {
            throw StoreError(.missing, "\(path): no store here")
        }
        return try StoreWriter.opening(path, clock: clock)
    }
}
