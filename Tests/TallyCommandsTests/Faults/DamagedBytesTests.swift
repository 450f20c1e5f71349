import TallyCore
import TestServer
import Testing

/// Bytes that no text can hold: kept to the byte, shown as U+FFFD, and never scored with a hole in them.
@Suite(.timeLimit(.minutes(3)))
struct DamagedBytesTests {
    enum Damage: UInt8, CaseIterable {
        case nul = 0x00
        case invalid = 0xFF
    }

    /// The bytes of a text in which the shop's last letter is damaged.
    private static func damaged(_ text: String, by damage: Damage) -> [UInt8] {
        text.replacing("Shop", with: "Sho\u{1}").utf8.map { $0 == 1 ? damage.rawValue : $0 }
    }

    @Test(arguments: Damage.allCases, [false, true])
    func `damaged bytes are kept as they came and asked for again`(
        damage: Damage,
        isStreamed: Bool
    ) async throws {
        let body: @Sendable (String) -> [UInt8] = { shop in
            let text = Receipts.answer(for: shop)
            return Self.damaged(
                isStreamed ? Chat.events(text).joined() : Chat.whole(text),
                by: damage
            )
        }
        let fault: FaultScene.Choice = { request in
            guard request.turn == 1, FaultScene.faulty.contains(request.subject) else { return nil }
            let bytes = body(request.subject)
            guard isStreamed else { return .response("damaged", bytes: bytes) }
            let chunk = TestServer.Step.sendBytes(Fault.chunk(bytes))
            return Fault("damaged", [.send(Fault.streamHead), chunk, .send(Fault.lastChunk)])
        }
        try await FaultScene.with(.init(isStreamed: isStreamed), fault: fault) { scene in
            try await scene.run()
            for attempt in try scene.attempts(hitBy: "damaged", count: 2) {
                #expect(attempt.number == 1)
                #expect(attempt.status == 200)
                #expect(attempt.error == (isStreamed ? "truncated" : "server_error"))
                #expect(attempt.billed == (isStreamed ? "billed" : "possibly_billed"))
                #expect(attempt.body == body(attempt.shop))
            }
            try scene.expectMendedByRetry()
            let shown = try await scene.tally("show", "latest", "--case", "case-3", "--json")
            #expect(shown.code == 0)
            let attempts = try JSONParser.parse(shown.output)[0]?["attempts"]
            let view = try #require(attempts?[0]?["body"]?.string)
            #expect(view == String(decoding: body("Shop3"), as: UTF8.self))
            #expect(view.contains("\u{FFFD}") == (damage == .invalid))
            let text = try await scene.tally("show", "latest", "--case", "case-3")
            #expect(text.code == 0)
            #expect(!text.output.utf8.contains(0))
        }
    }
}
