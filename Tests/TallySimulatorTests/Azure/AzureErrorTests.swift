import HTTPTypes
import TallyCore
import Testing

struct AzureErrorTests {
    @Test(arguments: AzurePath.all)
    func `an unknown deployment is not found`(path: String) async throws {
        let path = path.replacing("sim-a", with: "gpt-4o")
        let reply = try await Bench().post(request("x", model: "gpt-4o"), to: path)
        #expect(reply.status == 404)
        #expect(reply.json["error"]?["code"] == "DeploymentNotFound")
        #expect(reply.header("x-tally-simulated") == "true")
    }

    @Test(arguments: AzurePath.all)
    func `a wrong key is refused in Azure's words and never echoed`(path: String) async throws {
        let bench = try Bench(apiKey: "right-canary")
        var headers: [HTTPFields] = [[:], [.authorization: "Bearer wrong-canary"]]
        for name in ["api-key", "x-api-key"] {
            headers.append([try #require(HTTPField.Name(name)): "wrong-canary"])
        }
        for fields in headers {
            let reply = try await bench.post(request("x"), to: path, headers: fields)
            #expect(reply.status == 401)
            #expect(reply.json["error"]?.object?.keys == ["code", "message"])
            #expect(reply.json["error"]?["code"] == "401")
            #expect(!reply.text.contains("canary"))
            #expect(!reply.headers.contains { $0.value.contains("canary") })
        }
    }

    @Test(arguments: AzurePath.all)
    func `a key or a token lets in`(path: String) async throws {
        let bench = try Bench(apiKey: "right")
        let name = try #require(HTTPField.Name("api-key"))
        let both: [HTTPFields] = [[name: "right"], [.authorization: "Bearer right"]]
        for headers in both {
            #expect(try await bench.post(request("x"), to: path, headers: headers).status == 200)
        }
    }

    @Test func `a key for Azure opens no route of OpenAI`() async throws {
        let name = try #require(HTTPField.Name("api-key"))
        let reply = try await Bench(apiKey: "right").post(request("x"), headers: [name: "right"])
        #expect(reply.status == 401)
        #expect(reply.json["error"]?["code"] == "invalid_api_key")
    }

    @Test func `a drawn 429 comes while requests are left`() async throws {
        let bench = try Bench(
            .plain.with { $0.rateLimitShare = 1 },
            speed: 1,
            clock: RecordingClock()
        )
        let reply = try await bench.post(request("x"), to: AzurePath.dated)
        #expect(reply.status == 429)
        #expect(reply.json["error"]?["code"] == "429")
        #expect((200...1000).contains(Int(reply.header("retry-after-ms") ?? "") ?? 0))
        #expect(reply.header("retry-after") == "1")
        #expect((Int(reply.header("x-ratelimit-remaining-requests") ?? "") ?? 0) > 0)
    }

    @Test func `what the model refuses has OpenAI's shape`() async throws {
        let reply = try await Bench().post(
            request("x", [("max_tokens", 0)]),
            to: AzurePath.current
        )
        #expect(reply.status == 400)
        #expect(reply.json["error"]?.object?.keys == ["message", "type", "param", "code"])
    }

    @Test func `server errors are 500 or 503`() async throws {
        let bench = try Bench(.plain.with { $0.serverErrorShare = 1 })
        var statuses: Set<Int> = []
        for number in 0..<20 {
            statuses.insert(try await bench.post(request("\(number)"), to: AzurePath.dated).status)
        }
        #expect(statuses == [500, 503])
    }

    @Test(arguments: ["/openai/v1/nothing", "/openai/deployments/sim-a/nothing", "/models/nothing"])
    func `an unknown address is not found, in Azure's shape`(path: String) async throws {
        let reply = try await Bench().get(path)
        #expect(reply.status == 404)
        #expect(reply.json["error"]?.object?.keys == ["code", "message"])
        #expect(reply.header("x-tally-simulated") == "true")
    }

    @Test(arguments: AzurePath.all)
    func `responses carry Azure's fields, and none of OpenAI's own`(path: String) async throws {
        let reply = try await Bench().post(request("x"), to: path)
        for name in [
            "x-ms-region", "apim-request-id", "x-request-id", "azureml-model-session",
            "x-envoy-upstream-service-time",
        ] {
            #expect(reply.header(name)?.isEmpty == false, "\(name)")
        }
        #expect(reply.header("apim-request-id") == reply.header("x-request-id"))
        #expect(
            reply.header("x-request-id")?.split(separator: "-").map(\.count) == [8, 4, 4, 4, 12]
        )
        #expect(reply.header("openai-processing-ms") == nil)
    }
}
