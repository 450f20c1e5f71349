internal import Foundation
internal import TallyCore

/// What an upload must remember of a later sitting, in a file beside its log: where on the server it began.
enum UploadState {
    static func read(beside directory: RunDirectory) -> RunReplay.Base? {
        guard let data = FileManager.default.contents(atPath: path(directory)),
            let value = try? JSONParser.parse(String(decoding: data, as: UTF8.self)),
            let history = value["history"]?.integer, let output = value["output"]?.integer,
            let step = value["step"]?.integer, let runtime = value["runtime"]?.double
        else { return nil }
        return RunReplay.Base(history: history, output: output, step: step, runtime: runtime)
    }

    /// Throws `UploadError` where it cannot be written: without it a second try would log the rows twice.
    static func write(
        _ base: RunReplay.Base,
        beside directory: RunDirectory
    ) throws(UploadError) {
        let value: JSONValue = [
            "history": .number(base.history), "output": .number(base.output),
            "step": .number(base.step), "runtime": .number(base.runtime),
        ]
        let url = URL(fileURLWithPath: path(directory))
        do {
            try Data(value.jsonText.utf8).write(to: url, options: .atomic)
        } catch {
            throw UploadError(.unreadable, "\(url.path): cannot be written")
        }
    }

    /// Says that all was sent; the official client reads the same marker.
    static func markSynced(_ directory: RunDirectory) throws(UploadError) {
        guard FileManager.default.createFile(atPath: directory.marker, contents: nil) else {
            throw UploadError(.unreadable, "\(directory.marker): cannot be written")
        }
    }

    private static func path(_ directory: RunDirectory) -> String { directory.log + ".upload" }
}
