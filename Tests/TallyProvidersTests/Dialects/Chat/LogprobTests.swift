import TallyCore
import TallyHTTP
import TallyProviders
import Testing

/// What chat completions tell of their tokens' probabilities.
struct LogprobTests {
    private static func choice(_ logprobs: String) -> String {
        "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"{}\"},"
            + "\"logprobs\":\(logprobs),\"finish_reason\":\"stop\"}],\"model\":\"m-1\"}"
    }

    private static func chunk(_ text: String, _ logprobs: String) -> String {
        Wire.event(
            "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\(text)\"},"
                + "\"logprobs\":\(logprobs),\"finish_reason\":null}]}"
        )
    }

    private static let first = "{\"content\":[{\"token\":\"{\",\"logprob\":-0.5}]}"
    private static let second = "{\"content\":[{\"token\":\"}\",\"logprob\":-0.1}]}"

    @Test func `the mean is over the tokens of a whole answer`() {
        let both = "{\"content\":[{\"logprob\":-0.5},{\"logprob\":-0.1}],\"refusal\":null}"
        let exchange = Wire.read(Wire.response(200, Self.choice(both)))
        #expect(exchange.completion?.meanLogprob == -0.3)
    }

    @Test(arguments: ["null", "{\"content\":null}", "{\"content\":[]}", "{\"content\":[{}]}"])
    func `without tokens there is no mean`(logprobs: String) {
        let exchange = Wire.read(Wire.response(200, Self.choice(logprobs)))
        #expect(exchange.completion?.meanLogprob == nil)
        #expect(exchange.completion?.text == "{}")
    }

    @Test func `those of a stream are put together, and stored so that they read the same`() {
        let events = [
            Wire.role, Self.chunk("{", Self.first), Self.chunk("}", Self.second), Wire.stop,
            Wire.usage, Wire.done,
        ]
        let exchange = Wire.read(Wire.stream(events))
        #expect(exchange.completion?.meanLogprob == -0.3)
        let again = Wire.read(Wire.response(200, String(decoding: exchange.body, as: UTF8.self)))
        #expect(again.completion == exchange.completion)
    }

    @Test(arguments: [true, false])
    func `they are asked for only where they are wanted`(wanted: Bool) {
        var profile = Profile(name: "p", provider: .openai, model: "m")
        profile.wantsLogprobs = wanted
        let body = ChatDialect(profile: profile, schema: .null)
            .body(for: Prompt(system: nil, user: "x"))
        #expect(String(decoding: body, as: UTF8.self).contains("\"logprobs\":true") == wanted)
    }
}
