internal import Synchronization
internal import TallyCore
internal import TallyRunner
internal import TallyStore
internal import TallyWandB

/// Sends the logs of a sitting while it goes on; whatever the server does, the sitting is not held up by it.
struct LiveUpload: Sendable {
    /// How long a server may be silent once the runs have ended.
    static let grace: Duration = .seconds(20)

    let tracking: WandBTracking
    let server: WandBServer
    let writer: StoreWriter
    let stop: StopSignal

    /// How the sending of one log ended.
    private enum End: Sendable {
        case sent(TrackedRun, url: String)
        case failed(TrackedRun, UploadError)
        case graceOver
    }

    /// What the senders and the sitting tell each other.
    private final class State: Sendable {
        private let hasEnded = Atomic<Bool>(false)
        private let count = Atomic<Int>(0)
        private let opened = Mutex<[String: String]>([:])

        var isEnded: Bool { hasEnded.load(ordering: .acquiring) }
        /// The addresses that a server gave so far, by the runs' directories.
        var urls: [String: String] { opened.withLock { $0 } }

        /// How often a server took something.
        var answers: Int { count.load(ordering: .relaxed) }

        func answer() { count.wrappingAdd(1, ordering: .relaxed) }
        func end() { hasEnded.store(true, ordering: .releasing) }
        func open(_ directory: String, at url: String) { opened.withLock { $0[directory] = url } }
    }

    /// Sends while `body` works; returns its result once all is sent, or is not going to be.
    func during<Value: Sendable>(
        _ body: () async throws -> Value
    ) async throws -> Value {
        let state = State()
        return try await withThrowingTaskGroup(of: End.self) { group in
            for run in tracking.runs {
                group.addTask { await send(run, state) }
            }
            let result = await Result.capturing(body)
            state.end()
            group.addTask { await wait(state) }
            var left = tracking.runs.count
            while left > 0, let end = try await group.next() {
                if case .graceOver = end { group.cancelAll() } else { left -= 1 }
                try settle(end)
            }
            group.cancelAll()
            for (directory, url) in state.urls {
                try writer.setURL(url, ofLog: directory)
            }
            return try result.get()
        }
    }

    /// Returns once nothing was taken for as long as the grace lasts, or all is sent.
    private func wait(_ state: State) async -> End {
        var seen = -1
        while seen < state.answers, !Task.isCancelled {
            seen = state.answers
            try? await Task.sleep(for: Self.grace)
        }
        return .graceOver
    }

    private func send(_ run: TrackedRun, _ state: State) async -> End {
        var server = server
        server.onAnswer = { state.answer() }
        let uploader = Uploader(to: server) {
            guard stop.raise() else { return }
            tracking.observer.receive(.draining)
            tracking.receive(.remark("stopped from W&B: what is in flight is finished"))
        }
        do throws(UploadError) {
            let url = try await uploader.follow(
                run.log.directory,
                isEnded: { state.isEnded },
                onOpen: { state.open(run.log.directory.path, at: $0) }
            )
            return .sent(run, url: url)
        } catch {
            return .failed(run, error)
        }
    }

    private func settle(_ end: End) throws {
        switch end {
        case .sent(let run, let url): try writer.setURL(url, ofLog: run.log.directory.path)
        case .failed(let run, let error):
            let reason =
                error.code == .cancelled
                ? "no answer for \(Self.grace.components.seconds) s" : error.message
            tracking.observer.receive(
                .remark(
                    "W&B: \(run.run.name) is logged but not sent, \(reason); later: "
                        + "`tally wandb sync \(run.log.directory.path)`"
                )
            )
        case .graceOver: break
        }
    }
}
