import Foundation
import TallyCore
import TallyMonitoring
import Testing

struct EMFTests {
    @Test func `what happened is written once, a hundred values a line at most`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "emf.log").path
        let meters = RunMeters(ExpositionTests.subject, buckets: [0.1, 1])
        let export = MetricsExport(meters, namespace: "tally", store: "")
        let log = EMFLog(path, namespace: "Shop", mostBytes: 1 << 20, kept: 1)
        for _ in 0..<150 { meters.receive(ExpositionTests.attempt(0.5)) }
        let now = Moment(milliseconds: 1_795_914_000_000)
        try await log.send(export, at: now, isLast: false)
        try await log.send(export, at: now, isLast: true)
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        var requests = 0
        var times = 0
        for line in try lines.map({ try JSONParser.parse(String($0)) }) {
            #expect(line["_aws"]?["Timestamp"]?.integer == 1_795_914_000_000)
            #expect(line["_aws"]?["CloudWatchMetrics"]?[0]?["Namespace"] == "Shop")
            if line["status"] == "success", line["model"] == "cheap" {
                requests += line["request"]?.integer ?? 0
            }
            let values = line["request_duration_seconds"]?.array ?? []
            #expect(values.count <= 100 && values.allSatisfy { $0.double == 1 })
            times += values.count
        }
        #expect(requests == 150 && times == 150)
    }

    @Test func `what cannot be written is written the next time`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data().write(to: folder)
        let path = folder.appending(path: "emf.log").path
        let meters = RunMeters(ExpositionTests.subject, buckets: [1])
        meters.receive(ExpositionTests.attempt(0.5))
        let export = MetricsExport(meters, namespace: "tally", store: "")
        let log = EMFLog(path, namespace: "Shop", mostBytes: 1 << 20, kept: 1)
        let now = Moment(milliseconds: 0)
        await #expect(throws: MonitorError.self) {
            try await log.send(export, at: now, isLast: false)
        }
        try FileManager.default.removeItem(at: folder)
        try await log.send(export, at: now, isLast: true)
        #expect(try String(contentsOfFile: path, encoding: .utf8).contains(#""request":1"#))
    }
}
