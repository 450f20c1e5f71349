internal import Foundation
internal import SwiftProtobuf
internal import TallyCore

/// A run opened on a server, and how much of it the server has.
struct RunStream {
    /// Lines of JSON in one request at most, and their bytes: W&B takes 10 MiB.
    private static let mostLines = 500
    private static let mostBytes = 4 << 20

    let server: WandBServer
    let run: ServerRun
    private let base: RunReplay.Base
    private var history: Count
    private var output: Count
    private var uploaded: [String] = []
    /// The user pressed Stop in the browser.
    private(set) var isStopped = false

    /// Rows of this sitting that were sent, and those of them the server had before.
    fileprivate struct Count {
        var sent = 0
        var known: Int
    }

    /// Tells the server who the run is, and asks what it has of it.
    init(
        opening replay: RunReplay,
        in directory: RunDirectory,
        on server: WandBServer
    ) async throws(UploadError) {
        self.server = server
        run = try await Self.upsert(replay, on: server)
        let isResumed = replay.run?.resume ?? false
        let known = try await Self.knownLines(of: run, on: server)
        if let base = isResumed ? UploadState.read(beside: directory) : RunReplay.Base() {
            self.base = base
        } else {
            base = known
            try UploadState.write(known, beside: directory)
        }
        history = Count(known: max(0, known.history - base.history))
        output = Count(known: max(0, known.output - base.output))
    }

    /// Tells the server what changed of the run itself.
    static func upsert(
        _ replay: RunReplay,
        on server: WandBServer
    ) async throws(UploadError) -> ServerRun {
        guard let variables = replay.upsertVariables else {
            throw UploadError(.unreadable, "the log names no run")
        }
        let bucket = try await server.ask(.upsert(variables))["upsertBucket"]?["bucket"]
        guard let bucket, let id = bucket["name"]?.string,
            let project = bucket["project"]?["name"]?.string,
            let entity = bucket["project"]?["entity"]?["name"]?.string
        else { throw UploadError(.unavailable, "the server named no run") }
        return ServerRun(entity: entity, project: project, id: id)
    }

    private static func knownLines(
        of run: ServerRun,
        on server: WandBServer
    ) async throws(UploadError) -> RunReplay.Base {
        let status = try await server.ask(
            .resumeStatus(entity: run.entity, project: run.project, run: run.id)
        )
        var base = RunReplay.Base()
        guard let bucket = status["model"]?["bucket"] else { return base }
        base.history = bucket["historyLineCount"]?.integer ?? 0
        base.output = bucket["logLineCount"]?.integer ?? 0
        // A list of rows, each JSON in a text, as JSON in a text.
        let tail = bucket["historyTail"]?.string.flatMap { try? JSONParser.parse($0) }
        if let row = tail?.array?.last?.string.flatMap({ try? JSONParser.parse($0) }) {
            base.step = (row["_step"]?.integer ?? -1) + 1
            base.runtime = row["_runtime"]?.double ?? 0
        }
        return base
    }

    /// Sends what the replay has and the server has not; `exitCode` ends the run.
    mutating func send(
        _ replay: inout RunReplay,
        exitCode: Int?
    ) async throws(UploadError) {
        let rows = replay.takeHistory().map { StreamLine.history($0, after: base) }
        let lines = replay.takeOutput().map { StreamLine.output($0) }
        for chunk in Self.chunks(history.take(rows)) {
            let offset = base.history + chunk.offset
            try await post([("wandb-history.jsonl", Self.part(offset, chunk.lines))])
        }
        for chunk in Self.chunks(output.take(lines)) {
            let offset = base.output + chunk.offset
            try await post([("output.log", Self.part(offset, chunk.lines))])
        }
        if replay.isSummaryChanged {
            let text = JSONValue.object(replay.summary).jsonText
            try await post([("wandb-summary.json", Self.part(0, [text]))])
            replay.isSummaryChanged = false
        }
        if let exitCode { try await post([], exitCode: exitCode) }
    }

    /// Says that the run goes on.
    mutating func beat() async throws(UploadError) { try await post([]) }

    /// Puts files where the server wants them; the next part of the stream names them.
    mutating func put(
        _ files: [(name: String, bytes: [UInt8])]
    ) async throws(UploadError) {
        guard !files.isEmpty else { return }
        let answer = try await server.ask(.createFiles(files.map(\.name), of: run))
        let places = answer["createRunFiles"]
        let headers = (places?["uploadHeaders"]?.array ?? []).compactMap(\.string).compactMap {
            header -> (name: String, value: String)? in
            let parts = header.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { return nil }
            return (String(parts[0]), parts[1].trimmingCharacters(in: .whitespaces))
        }
        for place in places?["files"]?.array ?? [] {
            guard let name = place["name"]?.string, let url = place["uploadUrl"]?.string,
                let file = files.first(where: { $0.name == name })
            else { continue }
            try await server.put(file.bytes, to: url, headers: headers)
            uploaded.append(name)
        }
    }

    private mutating func post(
        _ files: [(String, JSONValue)],
        exitCode: Int? = nil
    ) async throws(UploadError) {
        var part = JSONObject()
        if !files.isEmpty { part["files"] = .object(JSONObject(files)) }
        if !uploaded.isEmpty { part["uploaded"] = .array(uploaded.map { .string($0) }) }
        if let exitCode {
            part["complete"] = true
            part["exitcode"] = .number(exitCode)
        }
        let answer = try await server.post(.object(part), to: run)
        uploaded = []
        if answer["stopped"]?.bool == true { isStopped = true }
    }

    private static func part(_ offset: Int, _ lines: [String]) -> JSONValue {
        ["offset": .number(offset), "content": .array(lines.map { .string($0) })]
    }

    /// Lines in portions that a request may hold.
    private static func chunks(
        _ pending: (offset: Int, lines: [String])
    ) -> [(offset: Int, lines: [String])] {
        var chunks: [(offset: Int, lines: [String])] = []
        var size = 0
        for (index, line) in pending.lines.enumerated() {
            let isFull =
                (chunks.last?.lines.count ?? mostLines) >= mostLines
                || size + line.utf8.count > mostBytes
            if isFull {
                chunks.append((pending.offset + index, []))
                size = 0
            }
            chunks[chunks.count - 1].lines.append(line)
            size += line.utf8.count
        }
        return chunks
    }
}

extension RunStream.Count {
    /// Counts new lines and returns those that the server lacks, with the place of the first.
    fileprivate mutating func take(_ lines: [String]) -> (offset: Int, lines: [String]) {
        let skipped = min(lines.count, max(0, known - sent))
        defer { sent += lines.count }
        return (sent + skipped, Array(lines.dropFirst(skipped)))
    }
}
