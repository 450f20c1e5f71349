import Foundation
import Synchronization
import TallyKit
import Testing

/// Monitors of a program's own, and how they are told.
struct MonitorTests {
    private struct Unreadable: Error {}

    /// A monitor that waits until it is let go, and counts at once.
    private final class SlowMonitor: Monitor {
        let name = "slow"
        let counted = Mutex(0)
        let logged = Mutex(0)
        private let gate: AsyncStream<Void>
        let open: AsyncStream<Void>.Continuation

        init() { (gate, open) = AsyncStream.makeStream() }

        func count(_ event: MonitorEvent) { counted.withLock { $0 += 1 } }

        func log(metrics: MonitoredMetrics) async throws {
            for await _ in gate { break }
            logged.withLock { $0 += 1 }
        }
    }

    /// A monitor that is held up by its first event until nobody waits for it any longer.
    private final class HeldMonitor: Monitor {
        let name = "held"
        let logged = Mutex(0)
        let all = Mutex<Monitors?>(nil)

        func log(metrics: MonitoredMetrics) async throws {
            logged.withLock { $0 += 1 }
            while all.withLock({ $0?.dropped.isEmpty ?? true }) {
                try await Task.sleep(for: .milliseconds(1))
            }
        }
    }

    /// A monitor that never comes back by itself.
    private struct StuckMonitor: Monitor {
        let name = "stuck"
        func log(metrics: MonitoredMetrics) async throws {
            try await Task.sleep(for: .seconds(3600))
        }
    }

    private struct BrokenMonitor: Monitor {
        let name = "broken"
        func log(operation: MonitoredOperation) async throws { throw Unreadable() }
    }

    private func folder() throws -> String {
        let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        return url.path
    }

    @Test func `a composite tells everybody of operations, values and errors`() async throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let console = SampleUses.ConsoleMonitor()
        let prometheus = try SampleUses.prometheus()
        let wandb = try SampleUses.wandb(directory: folder)
        try await SampleUses.processReceipts(
            ["a", "b", "bad"],
            monitors: [console, prometheus, wandb]
        ) { receipt in
            if receipt == "bad" { throw Unreadable() }
            return 12.5
        }
        let text = prometheus.text
        #expect(
            text.contains(
                #"receipts_operation_total{operation="process_receipt",status="success"} 2"#
            )
        )
        #expect(text.contains(#"receipts_operation_error_total{type="Unreadable"} 1"#))
        #expect(text.contains(#"receipts_value{name="total"} 12.5"#))
        #expect(console.text.count == 4)
        #expect(
            console.text.last
                == #"Unreadable: Unreadable() ["model": "phi-3-mini", "operation": "process_receipt"]"#
                || console.text.last?.hasPrefix("Unreadable: Unreadable()") == true
        )
        let directory = try #require(wandb.directory)
        #expect(FileManager.default.fileExists(atPath: directory + "/files"))
    }

    @Test func `an error goes through track as it was`() async throws {
        try await Monitors.run([BrokenMonitor()], notice: { _ in }) { monitors in
            await #expect(throws: Unreadable.self) {
                try await monitors.track("x") { throw Unreadable() }
            }
            let value = await monitors.track("y") { 7 }
            #expect(value == 7)
        }
    }

    @Test func `a slow monitor misses what finds no room, counted, and holds nobody up`()
        async throws
    {
        let slow = SlowMonitor()
        let lines = Mutex<[String]>([])
        let dropped = try await Monitors.run(
            [slow],
            capacity: 10,
            notice: { line in lines.withLock { $0.append(line) } }
        ) { monitors in
            for number in 0..<100 { monitors.log(["n": Double(number)]) }
            let dropped = monitors.dropped
            for _ in 0..<100 { slow.open.yield() }
            slow.open.finish()
            return dropped["slow"] ?? 0
        }
        #expect(dropped >= 80 && dropped < 100)
        // What is counted before the buffer misses nothing.
        #expect(slow.counted.withLock { $0 } == 100)
        #expect(slow.logged.withLock { $0 } == 100 - dropped)
        #expect(lines.withLock { $0 } == ["slow was too slow and missed \(dropped) events"])
    }

    @Test func `the end waits for a slow monitor only so long, and what it missed is counted`()
        async throws
    {
        let held = HeldMonitor()
        let lines = Mutex<[String]>([])
        try await Monitors.run(
            [held],
            patience: .milliseconds(50),
            notice: { line in
                lines.withLock { $0.append(line) }
            }
        ) { monitors in
            held.all.withLock { $0 = monitors }
            for _ in 0..<100 { monitors.log(["n": 1]) }
        }
        // One was being told when patience ended.
        #expect(held.logged.withLock { $0 } == 1)
        #expect(lines.withLock { $0 } == ["held was too slow and missed 99 events"])
    }

    @Test func `what a monitor is doing long after the end is cancelled`() async throws {
        let lines = Mutex<[String]>([])
        try await Monitors.run(
            [StuckMonitor()],
            patience: .milliseconds(10),
            notice: { line in
                lines.withLock { $0.append(line) }
            }
        ) { monitors in for _ in 0..<3 { monitors.log(["n": 1]) } }
        #expect(lines.withLock { $0 }.last == "stuck was too slow and missed 2 events")
        #expect(lines.withLock { $0 }.first?.contains("CancellationError") == true)
    }

    @Test func `a monitor that throws is told of once and does not disturb the others`()
        async throws
    {
        let console = SampleUses.ConsoleMonitor()
        let lines = Mutex<[String]>([])
        try await Monitors.run(
            [BrokenMonitor(), console],
            notice: { line in lines.withLock { $0.append(line) } }
        ) { monitors in
            for _ in 0..<3 { await monitors.track("x") {} }
            #expect(monitors.dropped.isEmpty)
        }
        #expect(lines.withLock { $0 } == ["broken: Unreadable()"])
        #expect(console.text.count == 3)
    }

    @Test func `the monitors that are shipped conform, and a broken one does not`() async throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(try await MonitorConformance.check { try SampleUses.prometheus() } == [])
        #expect(
            try await MonitorConformance.check { try SampleUses.wandb(directory: folder) } == []
        )
        #expect(try await MonitorConformance.check { SampleUses.ConsoleMonitor() } == [])
        #expect(try await MonitorConformance.check { LogMonitor(folder + "/e.jsonl") } == [])
        #expect(
            try await MonitorConformance.check { BrokenMonitor() }
                == ["it threw when it was used: Unreadable()"]
        )
    }

    @Test func `wrong settings are named`() {
        let error = #expect(throws: (any Error).self) { try PrometheusMonitor(namespace: "a-b") }
        #expect("\(error as Any)".contains("a namespace has letters, digits, _ and :"))
        #expect(throws: (any Error).self) { try PrometheusMonitor(buckets: [2, 1]) }
        #expect(throws: (any Error).self) { try WandBMonitor(project: "a/b") }
        #expect(throws: (any Error).self) { try WandBMonitor(project: "a", logFrequency: 0) }
    }

    @Test func `the document shows what is compiled here`() throws {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let source = try String(
            contentsOf: tests.appending(path: "SampleUses.swift"),
            encoding: .utf8
        )
        let root = tests.deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let document = try String(
            contentsOf: root.appending(path: "docs/monitoring.md"),
            encoding: .utf8
        )
        for part in ["custom", "wandb", "prometheus", "composite"] {
            let pieces = source.components(separatedBy: "    // [\(part)]\n")
            let code = try #require(pieces.count == 3 ? pieces[1] : nil)
            let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
            let shown = lines.map { $0.hasPrefix("    ") ? $0.dropFirst(4) : $0 }
                .joined(separator: "\n")
            #expect(document.contains(shown), "\(part) differs in docs/monitoring.md")
        }
    }
}
