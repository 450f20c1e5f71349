import Synchronization
import TallyKit

/// The four uses of docs/monitoring.md, word for word.
enum SampleUses {
    // [custom]
    /// Prints what happens, in a program of one's own.
    final class ConsoleMonitor: Monitor {
        let name = "console"
        private let lines = Mutex<[String]>([])

        func log(operation: MonitoredOperation) async throws {
            let verdict = operation.isSuccess ? "ok" : "failed"
            lines.withLock {
                $0.append("\(operation.name): \(verdict) after \(operation.duration)")
            }
        }

        func log(error: MonitoredError) async throws {
            lines.withLock { $0.append("\(error.type): \(error.message) \(error.context)") }
        }

        var text: [String] { lines.withLock { $0 } }
    }
    // [custom]

    // [wandb]
    static func wandb(directory: String) throws -> WandBMonitor {
        try WandBMonitor(
            project: "receipts",
            entity: "my-team",
            tags: ["production", "phi-3"],
            config: ["model": "phi-3-mini", "temperature": 0.0, "cached": true],
            logFrequency: 10,
            directory: directory
        )
    }
    // [wandb]

    // [prometheus]
    static func prometheus() throws -> PrometheusMonitor {
        try PrometheusMonitor(
            port: 0,
            namespace: "receipts",
            buckets: [0.1, 0.5, 1, 2, 5],
            pushGateway: nil
        )
    }
    // [prometheus]

    // [composite]
    static func processReceipts(
        _ receipts: [String],
        monitors: [any Monitor],
        read: @escaping @Sendable (String) async throws -> Double
    ) async throws {
        try await Monitors.run(monitors) { monitors in
            for receipt in receipts {
                _ = try? await monitors.track("process_receipt", labels: ["model": "phi-3-mini"]) {
                    monitors.log(["total": try await read(receipt)])
                }
            }
        }
    }
    // [composite]
}
