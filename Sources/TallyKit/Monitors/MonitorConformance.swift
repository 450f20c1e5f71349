internal import Foundation

/// Tries a monitor out: what every monitor must bear, whoever wrote it.
public enum MonitorConformance {
    /// What did not hold; empty when all did.
    ///
    /// The monitor that `make` returns is started, told operations, values and errors from several tasks at once, with
    /// odd texts and numbers among them, and finished; then a second one is finished without having been told anything.
    ///
    /// - Parameter make: A new monitor each time.
    /// - Returns: A line for each thing that did not hold.
    /// - Throws: What `make` throws.
    public static func check(_ make: @escaping @Sendable () throws -> any Monitor) async throws
        -> [String]
    {
        var problems: [String] = []
        let name = try make().name
        if name.isEmpty { problems.append("it has no name") }
        let busy = try await failures(of: make()) { monitors in
            await withTaskGroup(of: Void.self) { group in
                for task in 0..<8 { group.addTask { await use(monitors, task) } }
            }
            return monitors
        }
        problems += busy.failures.values.map { "it threw when it was used: \($0)" }
        if !busy.dropped.isEmpty {
            problems.append("it was too slow for \(busy.dropped) of 800 events")
        }
        let idle = try await failures(of: make()) { $0 }
        problems += idle.failures.values.map { "it threw when it was not used: \($0)" }
        let time = ContinuousClock().measure { countMuch(with: try? make()) }
        if time > .seconds(1) { problems.append("count(_:) took \(time) for 1,000 events") }
        return problems
    }

    private static func failures(
        of monitor: any Monitor,
        _ body: (Monitors) async -> Monitors
    ) async throws -> Monitors {
        try await Monitors.run([monitor], notice: { _ in }) { await body($0) }
    }

    private static let texts = ["", "a\"b\\c\n", "ünï — 票据", String(repeating: "x", count: 5000)]

    private static func use(_ monitors: Monitors, _ task: Int) async {
        for number in 0..<25 {
            let text = texts[number % texts.count]
            _ = await monitors.track("task_\(task)", labels: ["text": text]) { number }
            var operation = MonitoredOperation("op", duration: .zero, isSuccess: number % 2 == 0)
            operation.inputTokens = number % 2 == 0 ? .max : 1
            operation.outputTokens = .max
            operation.duration = number % 2 == 0 ? .seconds(Int64.max / 2) : .seconds(-1)
            operation.began = number % 2 == 0 ? .distantFuture : .distantPast
            operation.cost = [nil, 1e-9, 1e300, .infinity, .nan][number % 5]
            monitors.log(operation: operation)
            monitors.log(["value": .nan, "other": Double(number), text: -1e300])
            monitors.log(error: MonitoredError(type: text, message: text, context: [text: text]))
        }
    }

    private static func countMuch(with monitor: (any Monitor)?) {
        for _ in 0..<1000 { monitor?.count(.metrics(MonitoredMetrics(["a": 1]))) }
    }
}
