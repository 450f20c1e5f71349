import TallyCore
import TallyProviders
import Testing

struct RulesProviderTests {
    @Test func `the rules answer from the text alone, unbilled and without usage`() async throws {
        var generator = SystemRandomNumberGenerator()
        let request = ModelRequest(
            id: ULID(milliseconds: 0, using: &generator),
            prompt: Prompt(system: nil, user: "another text"),
            text: "CORNER MARKET\n14/03/2026\nMilk 2.58\nTOTAL 2.58\n"
        )
        let provider = RulesProvider()
        let exchange = await provider.send(request)
        let answer = try JSONParser.parse(try #require(exchange.completion?.text))
        #expect(answer["total"]?.double == 2.58)
        #expect(provider.source == .local)
        #expect(exchange.billing == .notBilled)
        #expect(exchange.usage == nil)
        #expect(exchange.timings.sent == nil)
    }
}
