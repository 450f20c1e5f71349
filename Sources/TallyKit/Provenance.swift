internal import Foundation
internal import TallyCore

/// Where a result comes from: program, system and the state of the files it was made from.
enum Provenance {
    /// The version of this program.
    static let version = "0.1.0"

    static func current(of file: String) -> JSONValue {
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
        let commit = git(["rev-parse", "HEAD"], in: folder)
        let changes = commit == nil ? nil : git(["status", "--porcelain", "-uno"], in: folder)
        return [
            "tally": .string(version),
            "system": .string(ProcessInfo.processInfo.operatingSystemVersionString),
            "processors": .number(ProcessInfo.processInfo.activeProcessorCount),
            "git": commit == nil
                ? .null
                : ["commit": .optional(commit), "dirty": .bool(changes?.isEmpty == false)],
        ]
    }

    /// What git prints, or `nil` where there is no git or no repository.
    private static func git(_ arguments: [String], in folder: String) -> String? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["git", "-C", folder] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { return nil }
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines)
    }
}
