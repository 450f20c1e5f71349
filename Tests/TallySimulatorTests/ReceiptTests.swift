import TallyCore
import TallySimulator
import Testing

struct ReceiptTests {
    private func message(_ content: String) -> JSONValue {
        [
            "model": "sim-a", "messages": [["role": "user", "content": .string(content)]],
            "response_format": ["type": "json_object"],
        ]
    }

    @Test(arguments: [
        "Read it.\n<receipt>\nCORNER MARKET\n\n5.98\n</receipt>\nAnswer in JSON.",
        "<receipt>example</receipt> Now this: <receipt>CORNER MARKET\n\n5.98</receipt>",
        "  CORNER MARKET\n\n5.98\n",
        "Read the receipt.\nAnswer in JSON.\n\nCORNER MARKET\n\n5.98",
    ])
    func `the receipt is found in the prompt`(content: String) async throws {
        var item = Case.market
        item.text = "CORNER MARKET\n\n5.98\n"
        let reply = try await Bench(cases: [item]).post(message(content))
        #expect(reply.fields["merchant"] == "Corner Market")
    }

    @Test func `content parts are read as one text`() async throws {
        let parts: JSONValue = [
            ["type": "text", "text": .string("<receipt>\n\(Case.market.text ?? "")</receipt>")],
            ["type": "image_url", "image_url": ["url": "data:image/png;base64,"]],
        ]
        let reply = try await Bench().post([
            "model": "sim-a", "messages": [["role": "user", "content": parts]],
            "response_format": ["type": "json_object"],
        ])
        #expect(reply.fields["merchant"] == "Corner Market")
    }

    @Test func `an unknown receipt gets the fallback's answer, without added errors`() async throws
    {
        let bench = try Bench(.plain.with { $0.fieldError.light = 1 })
        let reply = try await bench.post(request("NOWHERE 1.00"))
        #expect(reply.fields["merchant"] == "parsed 12 bytes")
        #expect(reply.fields["total"] == .null)
        #expect(bench.simulator.counters["sim-a"]?.unknownReceipts == 1)
    }

    @Test func `one character more is another receipt`() async throws {
        let reply = try await Bench().post(request((Case.market.text ?? "") + "!"))
        #expect(reply.fields["merchant"] != "Corner Market")
    }

    @Test func `receipts of several datasets are known`() async throws {
        let simulator = try Simulator(
            models: ["sim-a": .plain],
            cases: [Cases([.market]), Cases(Case.numbered(3))],
            speed: .infinity,
            fallback: { _ in JSONObject() }
        )
        let bench = Bench(simulator: simulator)
        let reply = try await bench.post(request("SHOP 2\nTOTAL 12.50"))
        #expect(reply.fields["merchant"] == "Shop Number 2")
    }
}
