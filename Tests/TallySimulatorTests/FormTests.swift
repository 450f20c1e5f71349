import TallyCore
import Testing

struct FormTests {
    private static let prompted: [(String, JSONValue)] = []

    @Test func `malformed answers are cut, fenced or wrapped`() async throws {
        let cases = Case.numbered(60)
        let bench = try Bench(.plain.with { $0.malformedShare = 1 }, cases: cases)
        var forms: Set<String> = []
        for item in cases {
            let answer = try await bench.post(request(item.text ?? "")).answer ?? ""
            #expect((try? JSONParser.parse(answer)) == nil)
            forms.insert(
                answer.hasPrefix("```") ? "fenced" : answer.hasPrefix("Here") ? "wrapped" : "cut"
            )
        }
        #expect(forms == ["fenced", "wrapped", "cut"])
    }

    @Test func `only a model not held to JSON fences a good answer, now and then`() async throws {
        let cases = Case.numbered(200)
        let bench = try Bench(cases: cases)
        var fenced = 0
        for item in cases {
            let held = try await bench.post(request(item.text ?? ""))
            #expect(held.answer?.hasPrefix("{") == true)
            let free = try await bench.post(request(item.text ?? "", Self.prompted))
            if free.answer?.hasPrefix("```json\n") == true { fenced += 1 }
        }
        #expect((30...70).contains(fenced))
    }

    @Test(arguments: ["max_tokens", "max_completion_tokens"])
    func `a token limit cuts the answer and says so`(key: String) async throws {
        let reply = try await Bench().post(request(Case.market.text ?? "", [(key, 10)]))
        #expect(reply.answer?.utf8.count == 40)
        #expect(reply.json["choices"]?[0]?["finish_reason"] == "length")
        #expect(reply.json["usage"]?["completion_tokens"] == 10)
    }
}
