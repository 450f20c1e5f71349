import Foundation
import SwiftProtobuf
import TallyCore
import TallyWandB
import Testing

struct RunLogTests {
    @Test func `a log names its run before anything else and ends with its exit`() throws {
        let bench = try LogBench()
        bench.log.history(
            JSONObject([("documents", 1), ("cost/total", .number(0.5))]),
            at: bench.now
        )
        bench.log.output("half way", at: bench.now)
        bench.log.summary(JSONObject([("state", "complete")]))
        bench.log.finish(tags: ["a", "gate: pass"], exitCode: 0, at: bench.now)
        let records = try bench.records()
        let kinds = records.map(\.kind)
        #expect(
            kinds == [
                "header", "run", "telemetry", "environment", "metric", "metric", "history",
                "output", "summary", "run", "exit",
            ]
        )
        #expect(records.map(\.num) == Array(1...11))
        #expect(records[0].header.versionInfo.minConsumer == "0.70.0")
        #expect(records[1].run.tags == ["a"])
        #expect(records[9].run.tags == ["a", "gate: pass"])
    }

    @Test func `history rows have rising steps, a moment and a runtime`() throws {
        let bench = try LogBench()
        for count in 1...3 {
            let moment = Moment(milliseconds: bench.now.milliseconds + Int64(count) * 500)
            bench.log.history(JSONObject([("documents", .number(count))]), at: moment)
        }
        let rows = try bench.records().filter { $0.kind == "history" }.map(\.history)
        #expect(rows.map(\.step.num) == [0, 1, 2])
        let texts = rows.map { row in row.item.map { "\($0.key)=\($0.valueJson)" } }
        #expect(
            texts[2] == ["documents=3", "_step=2", "_timestamp=1795914001.5", "_runtime=1.5"]
        )
    }

    @Test func `every metric but the count is shown against it`() throws {
        let bench = try LogBench(metrics: MetricKey.allCases)
        let metrics = try bench.records().filter { $0.kind == "metric" }.map(\.metric)
        #expect(metrics.map(\.name) == MetricKey.allCases.map(\.rawValue))
        #expect(metrics.filter { $0.stepMetric != "documents" }.map(\.name) == ["documents"])
        #expect(metrics.first { $0.name == "accuracy/document_exact" }?.goal == .maximize)
        #expect(metrics.first { $0.name == "cost/total" }?.goal == .minimize)
    }

    @Test func `a second run within a second gets a directory of its own`() throws {
        let folder = try TemporaryFolder()
        let moment = Moment(milliseconds: 1_795_914_000_000)
        let first = try RunDirectory(creatingIn: folder.path, run: "r1", at: moment)
        let second = try RunDirectory(creatingIn: folder.path, run: "r1", at: moment)
        #expect(first.path.hasSuffix("/wandb/offline-run-20261129_010000-r1"))
        #expect(second.path.hasSuffix("/wandb/offline-run-20261129_010001-r1"))
        #expect(first.log.hasSuffix("-r1/run-r1.wandb"))
    }

    @Test func `a folder without a log is named with what was expected`() throws {
        let folder = try TemporaryFolder()
        let error = #expect(throws: LogError.self) { try RunDirectory(existing: folder.path) }
        #expect(
            error?.message
                == "\(folder.path): expected a directory with one run-ID.wandb, found none"
        )
    }

    @Test func `the official golden file is read`() throws {
        let data =
            ProcessInfo.processInfo.environment["TALLY_REFERENCE_DATA"] ?? "../shared/data"
        let path = "\(data)/wandb/golden_min.wandb"
        guard FileManager.default.fileExists(atPath: path) else {
            print("skipped: no \(path)")
            return
        }
        var reader = try RecordReader(path: path)
        var records: [LogRecord] = []
        while let record = try reader.next() { records.append(record) }
        let run = try #require(records.first { $0.kind == "run" }).run
        #expect(run.runID == "golden01")
        let rows = records.filter { $0.kind == "history" }.map(\.history)
        let items = (rows.first?.item ?? []).filter { $0.nestedKey.first?.hasPrefix("_") != true }
        let values = Dictionary(
            items.map { ($0.nestedKey.first ?? $0.key, $0.valueJson) },
            uniquingKeysWith: { first, _ in first }
        ).filter { !$0.key.hasPrefix("_") }
        #expect(values == ["a": "1"])
        #expect(records.last?.kind == "exit")
    }
}
