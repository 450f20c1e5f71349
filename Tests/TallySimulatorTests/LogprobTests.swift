import TallyCore
import TallySimulator
import Testing

/// The log probabilities that simulated chat completions carry when they are asked for.
struct LogprobTests {
    private static func members(_ isStreamed: Bool, _ wanted: Bool = true) -> [(String, JSONValue)]
    {
        [
            ("response_format", ["type": "json_object"]), ("stream", .bool(isStreamed)),
            ("logprobs", .bool(wanted)),
        ]
    }

    private static func values(_ content: [JSONValue]) -> [Double] {
        content.compactMap { $0["logprob"]?.double }
    }

    @Test func `every token has one, whole and streamed alike`() async throws {
        let text = Case.market.text ?? ""
        let whole = try await Bench().post(request(text, Self.members(false)))
        let streamed = try await Bench().post(request(text, Self.members(true)))
        let content = try #require(whole.json["choices"]?[0]?["logprobs"]?["content"]?.array)
        let pieces = streamed.chunks.flatMap {
            $0["choices"]?[0]?["logprobs"]?["content"]?.array ?? []
        }
        #expect(content == pieces && content.count > 10)
        #expect(content.compactMap { $0["token"]?.string }.joined() == whole.answer)
        #expect(Self.values(content).allSatisfy { $0 <= 0 })
    }

    @Test func `nobody gets them unasked, and asking changes no answer`() async throws {
        let text = Case.market.text ?? ""
        let without = try await Bench().post(request(text, Self.members(false, false)))
        let with = try await Bench().post(request(text, Self.members(false)))
        #expect(without.json["choices"]?[0]?["logprobs"] == .null)
        #expect(without.answer == with.answer)
    }

    @Test func `they are lower where the answer has errors`() async throws {
        var simulation = Simulation.plain
        simulation.fieldError.clean = 0.15
        let cases = Case.numbered(120)
        let bench = try Bench(simulation, cases: cases)
        var (right, wrong): ([Double], [Double]) = ([], [])
        for item in cases {
            let reply = try await bench.post(request(item.text ?? "", Self.members(false)))
            let content = reply.json["choices"]?[0]?["logprobs"]?["content"]?.array ?? []
            let values = Self.values(content)
            let mean = values.reduce(0, +) / Double(values.count)
            let isRight = item.expected.members.allSatisfy { reply.fields[$0.key] == $0.value }
            if isRight { right.append(mean) } else { wrong.append(mean) }
        }
        #expect(right.count > 10 && wrong.count > 10)
        let means = [right, wrong].map { $0.reduce(0, +) / Double($0.count) }
        #expect(means[1] < 1.3 * means[0])
    }
}
