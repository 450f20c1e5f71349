internal import Foundation
internal import SwiftProtobuf
internal import TallyCore

/// Sends a run's log to a server, one that is whole or one that is still being written.
///
/// The log is the only truth: after any failure it is read again from its beginning, and what the server has by its own
/// count is left out.
package struct Uploader: Sendable {
    private let server: WandBServer
    private let clock: any Clock<Duration>
    /// The user pressed Stop in the browser.
    private let onStop: @Sendable () -> Void
    /// W&B takes a part every 15 seconds, and wants a sign of life every 30.
    private static let pause: Duration = .seconds(15)
    private static let heartbeats = 2

    package init(
        to server: WandBServer,
        clock: any Clock<Duration> = .continuous,
        onStop: @escaping @Sendable () -> Void = {}
    ) {
        self.server = server
        self.clock = clock
        self.onStop = onStop
    }

    /// Sends a log that nobody writes any more, and marks it as sent; returns the run's address in a browser.
    package func upload(_ directory: RunDirectory) async throws(UploadError) -> String {
        var pass = try Pass(directory, server: server)
        try await pass.send(isLast: true)
        try UploadState.markSynced(directory)
        return pass.url
    }

    /// Sends a log while it is written, until it has ended and all is sent; returns the run's address in a browser.
    ///
    /// While the run goes on, failures are waited out: only what the server refuses ends it early.
    package func follow(
        _ directory: RunDirectory,
        isEnded: @Sendable () -> Bool,
        onOpen: @Sendable (_ url: String) -> Void
    ) async throws(UploadError) -> String {
        var pass = try Pass(directory, server: server)
        var isTold = false
        while true {
            let isLast = isEnded()
            do throws(UploadError) {
                try await pass.send(isLast: isLast)
                if pass.isStopped { onStop() }
                if pass.isOpen, !isTold {
                    isTold = true
                    onOpen(pass.url)
                }
                if isLast { break }
            } catch {
                guard error.code == .unavailable, !isLast else { throw error }
                pass = try Pass(directory, server: server)
            }
            try await wait(isEnded)
        }
        try UploadState.markSynced(directory)
        return pass.url
    }

    private func wait(_ isEnded: @Sendable () -> Bool) async throws(UploadError) {
        var rest = Self.pause
        while rest > .zero, !isEnded() {
            let slice = min(rest, .milliseconds(100))
            do { try await clock.sleep(for: slice) } catch {
                throw UploadError(.cancelled, "the upload was cut off")
            }
            rest -= slice
        }
    }

    /// One reading of the log from its beginning.
    private struct Pass {
        let directory: RunDirectory
        let server: WandBServer
        private var reader: RecordReader
        private var replay = RunReplay()
        private var stream: RunStream?
        private var idle = 0

        init(_ directory: RunDirectory, server: WandBServer) throws(UploadError) {
            self.directory = directory
            self.server = server
            do {
                reader = try RecordReader(path: directory.log)
            } catch {
                throw UploadError(.unreadable, error.message)
            }
        }

        var isOpen: Bool { stream != nil }
        var isStopped: Bool { stream?.isStopped ?? false }

        var url: String {
            guard let run = stream?.run else { return "" }
            let route = [run.entity, run.project, "runs", run.id].map(WandBServer.escaped)
            return ([server.appURL] + route).joined(separator: "/")
        }

        /// Reads on and sends what is new.
        mutating func send(isLast: Bool) async throws(UploadError) {
            try read()
            guard replay.run != nil else {
                if isLast { throw UploadError(.unreadable, "\(directory.log): names no run") }
                return
            }
            var stream = try await open()
            let files = try self.files(isLast: isLast)
            try await stream.put(files)
            let before = replay.history.count + replay.output.count + files.count
            // A log without an end is of a run that was cut off.
            let exitCode = isLast ? replay.exit.map { Int($0.exitCode) } ?? 1 : nil
            let hasNews = before > 0 || replay.isSummaryChanged
            try await stream.send(&replay, exitCode: exitCode)
            idle = hasNews || isLast ? 0 : idle + 1
            if idle >= Uploader.heartbeats {
                try await stream.beat()
                idle = 0
            }
            self.stream = stream
        }

        private mutating func read() throws(UploadError) {
            do {
                while let record = try reader.next() { replay.add(record) }
            } catch {
                throw UploadError(.unreadable, error.message)
            }
        }

        private mutating func open() async throws(UploadError) -> RunStream {
            defer { replay.isRunChanged = false }
            guard let stream else {
                return try await RunStream(opening: replay, in: directory, on: server)
            }
            if replay.isRunChanged { _ = try await RunStream.upsert(replay, on: server) }
            return stream
        }

        /// The files that the log names since the last call, and at its end those made of the whole.
        ///
        /// One that is not there is left out, as the official client does.
        private mutating func files(
            isLast: Bool
        ) throws(UploadError) -> [(name: String, bytes: [UInt8])] {
            var files: [(name: String, bytes: [UInt8])] = []
            for name in replay.takeFiles() {
                // A log that came from elsewhere names nothing outside its folder.
                guard !name.hasPrefix("/"), !name.split(separator: "/").contains("..") else {
                    continue
                }
                guard let data = FileManager.default.contents(atPath: "\(directory.files)/\(name)")
                else { continue }
                files.append((name, Array(data)))
            }
            return isLast ? files + replay.ownFiles : files
        }
    }
}
