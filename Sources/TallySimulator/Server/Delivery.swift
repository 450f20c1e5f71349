internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import TallyCore

/// Sends one answer at its pace, as a stream or whole.
struct Delivery {
    let reply: Reply
    let writer: any AnswerWriter
    /// Decides the pieces of a stream.
    let seed: UInt64
    let pace: Pace
    let mishap: Mishap?
    let pacer: Pacer

    /// Waits for the first event, then returns a response whose body keeps the pace.
    func streamed() async throws -> Response {
        // What a provider says before its model starts takes as long as a refusal.
        var writer = writer
        let lead = writer.preamble().isEmpty ? pace.firstToken : pace.refusal
        try await pacer.wait(lead)
        var draws = SeededGenerator(seed: seed, stream: "pieces")
        let timeline = Timeline(
            reply.answer,
            pieces: reply.answer.pieces(using: &draws),
            writer: self.writer,
            firstToken: pace.firstToken - lead,
            pace: pace,
            mishap: mishap
        )
        let body = ResponseBody { [pacer, timeline] writer in
            try await pacer.play(timeline) { try await writer.write(ByteBuffer(bytes: $0)) }
            if timeline.isCutOff { throw ConnectionDropped() }
            try await writer.finish(nil)
        }
        let headers: HTTPFields = [
            .contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-cache",
        ]
        return Response(status: .ok, headers: headers, body: body)
    }

    /// Waits for the last token, then returns everything; after a stall that does not go on, half of what was promised.
    func whole() async throws -> (response: Response, took: Duration) {
        let stall: Stall? = if case .stall(let stall) = mishap { stall } else { nil }
        let processing =
            pace.firstToken + pace.writing(reply.answer.outputTokens) + (stall?.silence ?? .zero)
        try await pacer.wait(processing)
        let bytes = writer.whole.jsonBytes
        let response = stall?.goesOn == false ? halved(bytes) : Response(jsonBytes: bytes)
        return (response, processing)
    }

    private func halved(_ bytes: [UInt8]) -> Response {
        let body = ResponseBody(contentLength: bytes.count) { writer in
            try await writer.write(ByteBuffer(bytes: bytes.prefix(bytes.count / 2)))
            throw ConnectionDropped()
        }
        return Response(status: .ok, headers: [.contentType: "application/json"], body: body)
    }
}

/// Thrown on purpose while a response is written: the server then closes the connection.
struct ConnectionDropped: Error {}

extension Duration {
    /// The duration in milliseconds, rounded down, as header fields carry it.
    var wholeMilliseconds: String { String(microseconds / 1000) }
}
