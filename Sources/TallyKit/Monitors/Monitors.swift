internal import Foundation
internal import Synchronization

/// Several monitors at once: whatever is logged goes to all of them, each in its own time.
///
/// Each has a bounded buffer. A monitor that is too slow misses what finds no room, and `dropped` counts that; one that
/// throws is told about once and goes on.
public final class Monitors: Sendable {
    private struct Lane: Sendable {
        let monitor: any Monitor
        let buffer: MonitorBuffer
    }

    private let lanes: [Lane]
    private let faults = Mutex<[String: String]>([:])
    private let patience: Duration
    private let notice: @Sendable (String) -> Void

    private init(
        _ monitors: [any Monitor],
        capacity: Int,
        patience: Duration,
        notice: @escaping @Sendable (String) -> Void
    ) {
        lanes = monitors.map { Lane(monitor: $0, buffer: MonitorBuffer(capacity: capacity)) }
        self.patience = patience
        self.notice = notice
    }

    /// Starts monitors, runs `body` with them, and returns once each was told everything and has finished.
    ///
    /// - Parameters:
    ///   - monitors: Who is told.
    ///   - capacity: Events that wait for a monitor at most.
    ///   - patience: How long the end waits for a monitor that has not been told everything; it misses the rest, and what it
    ///     is doing is cancelled after as long again.
    ///   - notice: Gets a line when a monitor fails for the first time; standard error by default.
    ///   - body: What is monitored.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws, and nothing of the monitors'.
    public static func run<Value: Sendable>(
        _ monitors: [any Monitor],
        capacity: Int = 10_000,
        patience: Duration = .seconds(20),
        notice: @escaping @Sendable (String) -> Void = Monitors.warn,
        _ body: (Monitors) async throws -> Value
    ) async throws -> Value {
        let all = Monitors(
            monitors,
            capacity: capacity,
            patience: patience,
            notice: notice
        )
        return try await withThrowingTaskGroup(of: Void.self) { servers in
            for lane in all.lanes { servers.addTask { await all.serve(lane) } }
            let result = await all.telling(body)
            servers.cancelAll()
            try await servers.waitForAll()
            return try result.get()
        }
    }

    /// Writes a line to standard error.
    public static func warn(_ line: String) {
        FileHandle.standardError.write(Data("tally: warning: \(line)\n".utf8))
    }

    // MARK: Logging

    /// Times a piece of work under a name and logs how it ended; an error is logged, too, and thrown on.
    public func track<Value>(
        _ name: String,
        labels: [String: String] = [:],
        _ body: () async throws -> Value
    ) async rethrows -> Value {
        let began = Date()
        let start = ContinuousClock.now
        func operation(_ isSuccess: Bool) -> MonitoredOperation {
            MonitoredOperation(
                name,
                began: began,
                duration: ContinuousClock.now - start,
                isSuccess: isSuccess,
                labels: labels
            )
        }
        do {
            let value = try await body()
            log(operation: operation(true))
            return value
        } catch {
            log(operation: operation(false))
            log(error, context: labels.merging(["operation": name]) { $1 })
            throw error
        }
    }

    /// Logs an operation that was timed elsewhere.
    public func log(operation: MonitoredOperation) { send(.operation(operation)) }

    /// Logs values of this moment.
    public func log(_ metrics: [String: Double]) { send(.metrics(MonitoredMetrics(metrics))) }

    /// Logs an error under the name of its type.
    public func log(_ error: any Error, context: [String: String] = [:]) {
        let type = String(describing: Swift.type(of: error))
        send(.error(MonitoredError(type: type, message: "\(error)", context: context)))
    }

    /// Logs an error under a type of one's own.
    public func log(error: MonitoredError) { send(.error(error)) }

    /// What each monitor missed, by its name; those that missed nothing are left out.
    public var dropped: [String: Int] {
        var dropped: [String: Int] = [:]
        for lane in lanes where lane.buffer.dropped > 0 {
            dropped[lane.monitor.name, default: 0] += lane.buffer.dropped
        }
        return dropped
    }

    /// What went wrong first with each monitor, by its name.
    public var failures: [String: String] { faults.withLock { $0 } }

    private func send(_ event: MonitorEvent) {
        for lane in lanes {
            lane.monitor.count(event)
            lane.buffer.add(event)
        }
    }

    // MARK: Telling

    private func telling<Value: Sendable>(
        _ body: (Monitors) async throws -> Value
    ) async -> Result<Value, any Error> {
        await withTaskGroup(of: Ended.self) { group in
            for lane in lanes {
                group.addTask {
                    await self.tell(lane)
                    return .monitor
                }
            }
            let result = await Result.capturing { try await body(self) }
            for lane in lanes { lane.buffer.close() }
            await waitForAll(in: &group)
            return result
        }
    }

    /// What of the end came to its own.
    private enum Ended { case monitor, patience }

    /// After `patience` nobody is told more, and after as long again what a monitor is still doing is cancelled.
    private func waitForAll(in group: inout TaskGroup<Ended>) async {
        let patience = patience
        func wait(_ group: inout TaskGroup<Ended>) {
            group.addTask {
                try? await Task.sleep(for: patience)
                return .patience
            }
        }
        var open = lanes.count
        var isPatient = true
        wait(&group)
        while open > 0, let ended = await group.next() {
            switch ended {
            case .monitor: open -= 1
            case .patience where isPatient:
                isPatient = false
                for lane in lanes { lane.buffer.abandon() }
                wait(&group)
            case .patience: group.cancelAll()
            }
        }
        group.cancelAll()
    }

    private func tell(_ lane: Lane) async {
        let monitor = lane.monitor
        guard await attempt(monitor, { try await monitor.start() }) else {
            lane.buffer.close()
            return
        }
        while true {
            let events = await lane.buffer.next()
            if events.isEmpty { break }
            for event in events {
                guard lane.buffer.isWanted() else { continue }
                await attempt(monitor) {
                    switch event {
                    case .operation(let operation): try await monitor.log(operation: operation)
                    case .metrics(let metrics): try await monitor.log(metrics: metrics)
                    case .error(let error): try await monitor.log(error: error)
                    }
                }
            }
        }
        await attempt(monitor, isEnd: true) { try await monitor.finish() }
        let missed = lane.buffer.dropped
        if missed > 0 { notice("\(monitor.name) was too slow and missed \(missed) events") }
    }

    private func serve(_ lane: Lane) async {
        await attempt(lane.monitor) { try await lane.monitor.serve() }
    }

    /// Returns whether it went well; the first failure of a monitor is told, and that of its end.
    @discardableResult
    private func attempt(
        _ monitor: any Monitor,
        isEnd: Bool = false,
        _ body: () async throws -> Void
    ) async -> Bool {
        do {
            try await body()
            return true
        } catch {
            let isFirst = faults.withLock { faults in
                guard faults[monitor.name] == nil else { return false }
                faults[monitor.name] = "\(error)"
                return true
            }
            if isFirst || isEnd { notice("\(monitor.name): \(error)") }
            return false
        }
    }
}
