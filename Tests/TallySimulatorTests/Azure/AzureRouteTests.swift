import HTTPTypes
import TallyCore
import TallySimulator
import Testing

struct AzureRouteTests {
    private static let careless = Simulation.plain.with { $0.fieldError.clean = 0.5 }

    @Test(arguments: AzurePath.all)
    func `every route answers as OpenAI's does`(path: String) async throws {
        let bench = try Bench(Self.careless, cases: Case.numbered(20))
        for item in Case.numbered(20) {
            let body = request(item.text ?? "")
            let reply = try await bench.post(body, to: path)
            #expect(reply.status == 200)
            #expect(reply.answer == (try await bench.post(body).answer))
            #expect(reply.header("x-tally-simulated") == "true")
        }
        #expect(bench.simulator.counters["sim-a"]?.answered == 40)
    }

    @Test func `the path's deployment answers, with or without a model in the body`() async throws {
        let bench = try Bench(Self.careless)
        let named = request("x", model: "sim-b").object ?? JSONObject()
        var bare = named
        bare["model"] = nil
        let path = AzurePath.deployment("sim-a", "2025-01-01-preview")
        let replies = [
            try await bench.post(.object(named), to: path),
            try await bench.post(.object(bare), to: path),
        ]
        #expect(replies.allSatisfy { $0.json["model"] == "sim-a-2026-01-01" })
        #expect(replies[0].json["id"] == replies[1].json["id"])
    }

    @Test(arguments: [nil, "preview", "latest", "v1"])
    func `the newest route needs no version and takes no day`(version: String?) async throws {
        let query = version.map { "?api-version=\($0)" } ?? ""
        let bench = try Bench()
        #expect(try await bench.post(request("x"), to: AzurePath.current + query).status == 200)
        let dated = try await bench.post(
            request("x"),
            to: AzurePath.current + "?api-version=2024-10-21"
        )
        #expect(dated.status == 400)
        #expect(dated.json["error"]?.object?.keys == ["code", "message"])
        #expect(dated.json["error"]?["code"] == "BadRequest")
    }

    @Test(arguments: [AzurePath.deployment("sim-a", nil), "/models/chat/completions"])
    func `without a version nothing is found`(path: String) async throws {
        let reply = try await Bench().post(request("x"), to: path)
        #expect(reply.status == 404)
        #expect(reply.text == #"{"error":{"code":"404","message":"Resource not found"}}"#)
    }

    @Test(arguments: [
        "", "preview", "2024-10", "2024-10-21-beta", "24-10-21", "2024-13-01", "2024-00-10",
        "2024-10-32", "2024-1O-21", "2024-10-21-preview-preview", "2024--10-21", "+024-10-21",
    ])
    func `a version that is no day is not supported`(version: String) async throws {
        let path = AzurePath.deployment("sim-a", version)
        let reply = try await Bench().post(request("x"), to: path)
        #expect(reply.status == 400)
        #expect(reply.json["error"]?["message"] == "API version not supported")
    }

    @Test(arguments: [
        ("2023-05-15", 400), ("2024-06-01", 400), ("2024-08-01-preview", 400),
        ("2024-09-01-preview", 200), ("2024-10-21", 200), ("2025-04-01-preview", 200),
    ])
    func `old versions do not know stream options`(version: String, status: Int) async throws {
        let body = request(
            "x",
            [("stream", true), ("stream_options", ["include_usage": true])]
        )
        let path = AzurePath.deployment("sim-a", version)
        let reply = try await Bench().post(body, to: path)
        #expect(reply.status == status)
        guard status == 400 else { return }
        let message = "Unrecognized request argument supplied: stream_options"
        #expect(reply.json["error"]?["message"]?.string == message)
        #expect(reply.json["error"]?["type"] == "invalid_request_error")
    }

    @Test func `the deployments are listed`() async throws {
        let reply = try await Bench().get("/openai/v1/models")
        #expect(reply.json["data"]?.array?.compactMap { $0["id"]?.string } == ["sim-a", "sim-b"])
    }
}
