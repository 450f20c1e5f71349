internal import Foundation
package import TallyCore
internal import TallyDatasets
internal import TallyReport
package import TallyStore

/// A report as the page that people open.
package enum ReportFile {
    /// Trials above which a run does not make its page by itself: reading them again would take more than a second.
    package static let mostTrials = 10_000

    /// Where the page of an experiment lies unless somebody says otherwise: beside the store.
    package static func path(of experiment: String, store: String) -> String {
        "\(folder(store))/\(prefix)\(experiment.lowercased())\(suffix)"
    }

    private static let prefix = "report-"
    private static let suffix = ".html"

    private static func folder(_ store: String) -> String {
        guard let slash = store.lastIndex(of: "/") else { return "runs" }
        return store[..<slash] + "/runs"
    }

    /// Removes the pages beside a store; what lies elsewhere is the user's.
    static func removePages(store: String) throws {
        let folder = folder(store)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in names where name.hasPrefix(prefix) && name.hasSuffix(suffix) {
            try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
        }
    }

    /// The page with its images.
    package static func page(
        _ report: EvaluationReport,
        from store: Store
    ) async throws -> String {
        var report = report
        await ReportPictures(store: store).add(to: &report)
        return try ReportPage(report, compress: Deflate.compress).html()
    }

    /// Writes a file whole or not at all, and makes its folder.
    package static func put(_ text: String, to path: String) throws {
        if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
            try OutputFile.makeFolder(String(path[..<slash]))
        }
        try OutputFile.put(text, to: path)
    }
}
