import TallyHTTP
import TestServer
import Testing

/// One real socket each: what the client reports cannot be told from a fake.
struct WireClientTests {
    private func send(
        _ steps: [TestServer.Step],
        firstByte: Duration? = nil,
        idle: Duration = .seconds(10),
        deadline: Duration = .seconds(20),
        bodyLimit: Int = 1 << 20
    ) async throws -> (response: WireResponse, requests: [String]) {
        try await TestServer.with(steps) { server in
            let response = try await post(
                server.url + "/v1/chat",
                firstByte: firstByte,
                idle: idle,
                deadline: deadline,
                bodyLimit: bodyLimit
            )
            return (response, server.requests)
        }
    }

    private func post(
        _ url: String,
        firstByte: Duration? = nil,
        idle: Duration = .seconds(10),
        deadline: Duration = .seconds(20),
        bodyLimit: Int = 1 << 20
    ) async throws -> WireResponse {
        let client = try WireClient(
            url: url,
            connections: 1,
            connect: .seconds(30),
            firstByte: firstByte,
            idle: idle,
            bodyLimit: bodyLimit
        )
        let response = await client.send(
            WireRequest(
                headers: [("content-type", "application/json"), ("x-client-request-id", "id-1")],
                body: Array("{\"a\":1}".utf8),
                deadline: deadline
            )
        )
        try await client.shutdown()
        return response
    }

    @Test func `a request is one POST with its headers and its body`() async throws {
        let (response, requests) = try await send([
            TestServer.response("200 OK", "X-Request-Id: r-7\r\n", "{\"b\":2}")
        ])
        #expect(response.failure == nil)
        #expect(response.status == 200)
        #expect(response.body == Array("{\"b\":2}".utf8))
        #expect(response.header("x-request-id") == "r-7")
        let request = try #require(requests.first?.lowercased())
        #expect(requests.count == 1)
        #expect(request.hasPrefix("post /v1/chat http/1.1\r\n"))
        #expect(request.contains("\r\nx-client-request-id: id-1\r\n"))
        #expect(request.contains("\r\ncontent-length: 7\r\n"))
        #expect(request.hasSuffix("\r\n\r\n{\"a\":1}"))
    }

    @Test func `the head leaves before the first byte comes, and that before the last`()
        async throws
    {
        let (response, _) = try await send([
            .wait(.milliseconds(5)),
            .send("HTTP/1.1 200 OK\r\ncontent-length: 8\r\n\r\n"), .wait(.milliseconds(250)),
            .send("1234"), .wait(.milliseconds(250)), .send("5678"),
        ])
        let sent = try #require(response.sent)
        let first = try #require(response.firstByte)
        #expect(.zero < sent && sent < first && first < response.done)
        // A busy machine may read the one late and the other on time.
        #expect(response.done - first >= .milliseconds(200))
        #expect(response.marks.map(\.offset) == [4, 8])
        let times = response.marks.map(\.time)
        #expect(times[0] - first >= .milliseconds(100))
        #expect(times[1] - times[0] >= .milliseconds(100))
        #expect(times[1] <= response.done)
    }

    @Test func `a refused connection is named, and nothing was sent`() async throws {
        let port = try await TestServer.freePort()
        let response = try await post("http://127.0.0.1:\(port)/")
        #expect(response.failure?.kind == .connect)
        #expect(response.failure?.message.contains("127.0.0.1:\(port)") == true)
        #expect(response.sent == nil)
        #expect(response.status == nil)
        #expect(response.done > .zero)
    }

    @Test func `a connection that is lost in the body keeps what came`() async throws {
        let (response, _) = try await send([
            .send("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"half"), .wait(.milliseconds(5)),
            .close,
        ])
        #expect(response.failure?.kind == .closed)
        #expect(response.status == 200)
        #expect(response.body == Array("{\"half".utf8))
    }

    @Test func `a connection that is lost before any byte is not one that was never made`()
        async throws
    {
        let (response, requests) = try await send([.close])
        #expect(response.failure?.kind == .closed)
        #expect(response.sent != nil)
        #expect(response.status == nil)
        #expect(requests.count == 1)
    }

    @Test func `silence longer than allowed is a time-out`() async throws {
        let (response, _) = try await send(
            [.send("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n1")],
            idle: .milliseconds(50)
        )
        #expect(response.failure?.kind == .timeout)
        #expect(response.body == Array("1".utf8))
        #expect(response.done >= .milliseconds(50))
    }

    @Test func `the first byte has a deadline of its own`() async throws {
        let late: [TestServer.Step] = [
            .wait(.milliseconds(80)), TestServer.response("200 OK", "", "{}"),
        ]
        let (cut, _) = try await send(late, firstByte: .milliseconds(20))
        #expect(cut.failure?.kind == .timeout)
        #expect(cut.failure?.message == "no first byte within the first-byte time-out")
        #expect(cut.status == nil)
        // A server may think longer than it may fall silent.
        let (whole, _) = try await send(late, firstByte: .seconds(10), idle: .milliseconds(20))
        #expect(whole.failure == nil)
        #expect(whole.body == Array("{}".utf8))
    }

    @Test func `silence after the head is cut by the idle time-out, not by that of the first byte`()
        async throws
    {
        let (response, _) = try await send(
            [.send("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n")],
            firstByte: .seconds(60),
            idle: .milliseconds(50)
        )
        #expect(response.failure?.message == "silence longer than the idle time-out")
        #expect(response.status == 200)
        #expect(response.done < .seconds(30))
    }

    @Test func `a slow but steady server is not idle`() async throws {
        let drops = (0..<10).flatMap { _ in [TestServer.Step.wait(.milliseconds(30)), .send("x")] }
        let (response, _) = try await send(
            [.send("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n")] + drops,
            firstByte: .milliseconds(200),
            idle: .milliseconds(200)
        )
        #expect(response.failure == nil)
        #expect(response.body.count == 10)
    }

    @Test func `the whole must end within the deadline, however lively it is`() async throws {
        // Left alone it would take ten seconds.
        let lively = (0..<200).flatMap { _ in [TestServer.Step.send("x"), .wait(.milliseconds(50))]
        }
        let (response, _) = try await send(
            [.send("HTTP/1.1 200 OK\r\ncontent-length: 999\r\n\r\n")] + lively,
            deadline: .milliseconds(100)
        )
        #expect(response.failure?.kind == .timeout)
        #expect(response.body.count < 200)
        #expect(!response.body.isEmpty)
    }

    @Test func `a body beyond the cap ends with the cap`() async throws {
        let (response, _) = try await send(
            [TestServer.response("200 OK", "", String(repeating: "x", count: 100_000))],
            bodyLimit: 1000
        )
        #expect(response.failure?.kind == .tooLarge)
        #expect(response.body.count == 1000)
    }

    @Test func `of a body beyond a large cap only the beginning is kept`() async throws {
        let (response, _) = try await send(
            [TestServer.response("200 OK", "", String(repeating: "x", count: 300_000))],
            bodyLimit: 200_000
        )
        #expect(response.failure?.kind == .tooLarge)
        #expect(response.body.count == 65_536)
        #expect(response.marks.allSatisfy { $0.offset <= 65_536 })
    }

    @Test func `a redirect is not followed`() async throws {
        let (response, requests) = try await send([
            TestServer.response("302 Found", "location: /elsewhere\r\n", "")
        ])
        #expect(response.status == 302)
        #expect(requests.count == 1)
    }

    @Test func `a server that speaks no TLS is a TLS failure`() async throws {
        let response = try await TestServer.with([], greeting: "220 mail.example ESMTP\r\n") {
            try await post("https://127.0.0.1:\($0.port)/")
        }
        #expect(response.failure?.kind == .tls)
        #expect(response.failure?.message.hasSuffix("speaks no TLS (http://?)") == true)
        #expect(response.sent == nil)
    }

    @Test func `a cancelled task ends its request`() async throws {
        let response = try await TestServer.with([]) { server in
            let url = server.url
            return try await withThrowingTaskGroup(of: WireResponse?.self) { group in
                group.addTask { try await post(url) }
                group.addTask {
                    while server.requests.isEmpty { await Task.yield() }
                    return nil
                }
                for try await ended in group {
                    if let ended { return ended }
                    group.cancelAll()
                }
                return WireResponse()
            }
        }
        #expect(response.failure?.kind == .cancelled)
    }

    @Test(arguments: ["", "no url", "http://", "ftp://host/"])
    func `what is no HTTP URL is refused`(url: String) {
        #expect(throws: (any Error).self) {
            try WireClient(url: url, connections: 1, connect: .seconds(1), idle: .seconds(1))
        }
    }
}
