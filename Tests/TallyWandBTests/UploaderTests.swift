import Foundation
import Synchronization
import TallyCore
import TallyHTTP
import TallyWandB
import Testing
import TestServer

/// Whether a run has ended.
private final class Ending: Sendable {
    private let flag = Atomic<Bool>(false)
    var isReached: Bool { flag.load(ordering: .acquiring) }

    func reach() { flag.store(true, ordering: .releasing) }
}

struct UploaderTests {
    private static let key = "local-0123456789abcdef"

    private func server(_ server: FaultServer) -> WandBServer {
        var policy = WandBServer.patience
        policy.firstDelay = .milliseconds(1)
        policy.longestDelay = .milliseconds(2)
        return WandBServer(
            baseURL: "http://127.0.0.1:\(server.port)/",
            key: Self.key,
            policy: policy
        )
    }

    /// A log of some rows with its table, summary and end.
    private func bench(rows: Int = 3, isResumed: Bool = false) throws -> LogBench {
        let bench = try LogBench(isResumed: isResumed)
        for count in 1...rows {
            bench.log.history(JSONObject([("documents", .number(count))]), at: bench.now)
        }
        bench.log.output("one", at: bench.now)
        var table = try TableWriter(
            files: bench.log.directory.files,
            name: "predictions_\(bench.log.nextStep)",
            columns: ["example_id"]
        )
        try table.add(["c1"])
        bench.log.media(try table.finish(), as: "predictions", at: bench.now)
        bench.log.summary(JSONObject([("accuracy/document_exact", .number(0.5))]))
        bench.log.finish(tags: ["a", "b"], exitCode: 0, at: bench.now)
        return bench
    }

    @Test func `a log arrives whole and is marked`() async throws {
        let bench = try bench()
        let fake = FakeWandB()
        let url = try await FaultServer.with(fake.script) { faults in
            let url = try await Uploader(to: server(faults)).upload(bench.log.directory)
            return url.replacing(String(faults.port), with: "PORT")
        }
        #expect(url == "http://127.0.0.1:PORT/team/receipts/runs/r1")
        let seen = fake.seen
        #expect(seen.history.count == 4)
        #expect((0..<3).map { seen.history[$0]?["documents"]?.integer } == [1, 2, 3])
        #expect(seen.history[3]?["predictions"]?["nrows"] == 1)
        #expect(seen.output == [0: "2026-11-29T01:00:00.000000 one"])
        #expect(seen.summary?["accuracy/document_exact"]?.double == 0.5)
        #expect(seen.config?["model"]?["value"] == "gpt-4o")
        #expect(seen.tags == ["a", "b"])
        #expect(seen.exitCodes == [0])
        let names = seen.files.keys.sorted()
        #expect(names.count == 5 && names[0] == "config.yaml")
        #expect(names[1].hasPrefix("media/table/predictions_3_"))
        #expect(seen.files[names[1]] == #"{"columns":["example_id"],"data":[["c1"]]}"#)
        #expect(bench.log.directory.isSynced)
    }

    @Test func `the key goes to the server and never to the storage`() async throws {
        let bench = try bench()
        let fake = FakeWandB()
        let requests = try await FaultServer.with(fake.script) { faults in
            _ = try await Uploader(to: server(faults)).upload(bench.log.directory)
            return faults.plays.map(\.request)
        }
        let basic = "Basic " + Data("api:\(Self.key)".utf8).base64EncodedString()
        #expect(fake.seen.authorizations == [basic])
        let puts = requests.filter { $0.text.hasPrefix("PUT ") }
        #expect(puts.count == 5 && puts.allSatisfy { $0.header("authorization") == nil })
        #expect(puts.allSatisfy { $0.header("x-store") == "blob" })
    }

    @Test(arguments: ["upsert", "status", "files", "stream", "put"])
    func `a failure is tried again and nothing arrives twice`(kind: String) async throws {
        let bench = try bench()
        let fake = FakeWandB { asked, turn in
            guard asked == kind else { return nil }
            switch turn {
            case 1: return .status("500 Internal Server Error")
            case 2: return .status("429 Too Many Requests", "Retry-After: 0.001\r\n")
            case 3: return Fault("reset", [.reset])
            case 4: return .status("429 Too Many Requests", "RateLimit-Reset: 0.001\r\n")
            default: return nil
            }
        }
        try await FaultServer.with(fake.script) { faults in
            _ = try await Uploader(to: server(faults)).upload(bench.log.directory)
        }
        #expect(fake.seen.history.count == 4 && fake.seen.exitCodes == [0])
        #expect(bench.log.directory.isSynced)
    }

    @Test(arguments: [400, 401, 403, 404, 410, 413, 422, 501])
    func `what a server refuses is asked once`(status: Int) async throws {
        let bench = try bench()
        let fake = FakeWandB { _, _ in .status("\(status) No") }
        let error = try await FaultServer.with(fake.script) { faults in
            await #expect(throws: UploadError.self) {
                _ = try await Uploader(to: server(faults)).upload(bench.log.directory)
            }
        }
        #expect(error?.code == .refused)
        #expect(error?.message.contains(Self.key) == false)
        #expect(fake.seen.asked == ["upsert": 1])
        #expect(!bench.log.directory.isSynced)
    }

    @Test func `a wrong key is called that`() async throws {
        let bench = try bench()
        let fake = FakeWandB { _, _ in .status("401 Unauthorized") }
        let error = try await FaultServer.with(fake.script) { faults in
            await #expect(throws: UploadError.self) {
                _ = try await Uploader(to: server(faults)).upload(bench.log.directory)
            }
        }
        #expect(error?.message.contains("does not accept the API key (401)") == true)
    }

    @Test func `an upload that was cut off goes on behind what the server has`() async throws {
        let bench = try bench(rows: 1200)
        let fake = FakeWandB { kind, turn in
            kind == "stream" && turn == 2 ? .status("422 Unprocessable") : nil
        }
        try await FaultServer.with(fake.script) { faults in
            await #expect(throws: UploadError.self) {
                _ = try await Uploader(to: server(faults)).upload(bench.log.directory)
            }
            #expect(fake.seen.history.count == 500)
            let before = faults.plays.count
            _ = try await Uploader(to: server(faults)).upload(bench.log.directory)
            let again = faults.plays.dropFirst(before).map(\.request.text)
            #expect(!again.contains { $0.contains("\\\"documents\\\":500,") })
        }
        let rows = fake.seen.history
        #expect(rows.count == 1201)
        #expect((0..<1200).allSatisfy { rows[$0]?["_step"]?.integer == $0 })
    }

    @Test func `a later sitting goes on behind the ones before it, also after a cut`() async throws
    {
        let first = try bench()
        let second = try bench(isResumed: true)
        let isCut = Mutex(true)
        let fake = FakeWandB { kind, _ in
            // The stream takes the rows of the second sitting, then fails once.
            kind == "put" && isCut.withLock { $0 } ? .status("422 Unprocessable") : nil
        }
        isCut.withLock { $0 = false }
        try await FaultServer.with(fake.script) { faults in
            _ = try await Uploader(to: server(faults)).upload(first.log.directory)
            isCut.withLock { $0 = true }
            await #expect(throws: UploadError.self) {
                _ = try await Uploader(to: server(faults)).upload(second.log.directory)
            }
            isCut.withLock { $0 = false }
            _ = try await Uploader(to: server(faults)).upload(second.log.directory)
        }
        let rows = fake.seen.history
        #expect(rows.count == 8)
        #expect((0..<8).map { rows[$0]?["_step"]?.integer } == Array(0..<8))
        #expect(fake.seen.output.count == 2)
    }

    @Test func `a log without an end is of a run that failed`() async throws {
        let bench = try LogBench()
        bench.log.history(JSONObject([("documents", 1)]), at: bench.now)
        let fake = FakeWandB()
        try await FaultServer.with(fake.script) { faults in
            _ = try await Uploader(to: server(faults)).upload(bench.log.directory)
        }
        #expect(fake.seen.exitCodes == [1])
        #expect(fake.seen.history.count == 1)
    }

    @Test func `a log is followed until its run ends`() async throws {
        let bench = try LogBench()
        let fake = FakeWandB()
        let ending = Ending()
        try await FaultServer.with(fake.script) { faults in
            try await withThrowingTaskGroup(of: String.self) { group in
                group.addTask {
                    try await Uploader(to: server(faults)).follow(
                        bench.log.directory,
                        isEnded: { ending.isReached },
                        onOpen: { _ in }
                    )
                }
                while fake.seen.asked["upsert"] == nil {
                    try await Task.sleep(for: .milliseconds(5))
                }
                for count in 1...3 {
                    bench.log.history(JSONObject([("documents", .number(count))]), at: bench.now)
                }
                bench.log.finish(tags: [], exitCode: 0, at: bench.now)
                ending.reach()
                try await group.waitForAll()
            }
        }
        #expect(fake.seen.history.count == 3 && fake.seen.exitCodes == [0])
        #expect(fake.seen.summary?["documents"] == 3)
        #expect(bench.log.directory.isSynced)
    }

    @Test func `a press on Stop is told`() async throws {
        let bench = try bench()
        let fake = FakeWandB(isStopped: true)
        let stops = Mutex(0)
        try await FaultServer.with(fake.script) { faults in
            let uploader = Uploader(to: server(faults)) { stops.withLock { $0 += 1 } }
            _ = try await uploader.follow(bench.log.directory, isEnded: { true }, onOpen: { _ in })
        }
        #expect(stops.withLock { $0 } == 1)
    }

    @Test func `a file outside the run's folder is not sent`() async throws {
        let bench = try LogBench()
        let secret = "\(bench.folder.path)/secret"
        try Data("s3cret".utf8).write(to: URL(fileURLWithPath: secret))
        for path in ["../../../secret", secret] {
            let file = try tableFile(path)
            bench.log.media(file, as: "predictions", at: bench.now)
        }
        bench.log.finish(tags: [], exitCode: 0, at: bench.now)
        let fake = FakeWandB()
        try await FaultServer.with(fake.script) { faults in
            _ = try await Uploader(to: server(faults)).upload(bench.log.directory)
        }
        #expect(!fake.seen.files.values.contains { $0.contains("s3cret") })
        #expect(fake.seen.asked["put"] == 3)
    }

    private func tableFile(_ path: String) throws -> TableFile {
        TableFile(path: path, sha256: "00", size: 6, columns: 1, rows: 1)
    }
}
