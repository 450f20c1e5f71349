import Foundation
import TallyMonitoring
import Testing
import TestServer

struct PushgatewayTests {
    @Test(arguments: [
        ("receipts", "/metrics/job/tally/benchmark/receipts"),
        ("a/b", "/metrics/job/tally/benchmark@base64/YS9i"),
        ("", "/metrics/job/tally/benchmark@base64/="),
        ("ü b", "/metrics/job/tally/benchmark/%C3%BC%20b"),
    ])
    func `a group is put under job and benchmark`(benchmark: String, path: String) async throws {
        let requests = try await TestServer.with([TestServer.response("200 OK", "", "")]) {
            server in
            let gateway = Pushgateway(address: server.url + "/", job: "tally", benchmark: benchmark)
            try await gateway.put("x 1\n")
            return server.requests
        }
        #expect(requests.count == 1 && requests[0].hasPrefix("PUT \(path) HTTP/1.1\r\n"))
        #expect(requests[0].hasSuffix("\r\n\r\nx 1\n"))
    }

    @Test func `a password goes into a header and never into a message`() async throws {
        let steps = [TestServer.response("400 Bad Request", "", "pushed metrics are invalid")]
        try await TestServer.with(steps) { server in
            let address = "http://user:canary@127.0.0.1:\(server.port)"
            let gateway = Pushgateway(address: address, job: "tally", benchmark: "b")
            let error = await #expect(throws: MonitorError.self) { try await gateway.put("x\n") }
            #expect(
                error?.message
                    == "the Pushgateway refused the metrics (400): pushed metrics are invalid"
            )
            let basic = Data("user:canary".utf8).base64EncodedString()
            #expect(
                server.requests[0].lowercased().contains(
                    "authorization: basic \(basic.lowercased())"
                )
            )
            #expect(!server.requests[0].contains("canary"))
        }
    }

    @Test func `a gateway that is not there is told`() async throws {
        let port = try await TestServer.freePort()
        let gateway = Pushgateway(address: "http://127.0.0.1:\(port)", job: "t", benchmark: "b")
        let error = await #expect(throws: MonitorError.self) { try await gateway.put("x 1\n") }
        #expect(error?.message.contains("cannot connect to 127.0.0.1:\(port)") == true)
    }

    @Test func `a metrics file is there whole or not at all`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "sub/tally.prom").path
        try MetricsFile(path).write("x 1\n")
        try MetricsFile(path).write("x 2\n")
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "x 2\n")
        let error = #expect(throws: MonitorError.self) { try MetricsFile(path + "/no").write("x") }
        #expect(error?.message == "\(path)/no: the metrics cannot be written")
    }
}
