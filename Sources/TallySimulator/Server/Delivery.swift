internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import TallyCore

/// Sends one answer at its pace, as a stream or whole.
struct Delivery {
    let answer: Answer
    let usage: ReportedUsage
    /// Decides the answer's id and its pieces.
    let seed: UInt64
    let model: SimulatedModel
    let pace: Pace
    let stall: Stall?
    let pacer: Pacer

    /// Waits for the first token, then returns a response whose body keeps the pace.
    func streamed(includesUsage: Bool) async throws -> Response {
        try await pacer.wait(pace.firstToken)
        var draws = SeededGenerator(seed: seed, stream: "pieces")
        var timeline = Timeline(
            answer,
            pieces: answer.pieces(using: &draws),
            format: format,
            usage: usage,
            includesUsage: includesUsage,
            pace: pace
        )
        if let stall { timeline = timeline.stalled(stall) }
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
    func whole() async throws -> Response {
        let processing =
            pace.firstToken + pace.writing(answer.tokens) + (stall?.silence ?? .zero)
        try await pacer.wait(processing)
        let bytes = format.body(answer, usage: usage)
        var response = stall?.goesOn == false ? halved(bytes) : Response(jsonBytes: bytes)
        response.headers[HeaderNames.processing] = processing.wholeMilliseconds
        return response
    }

    private var format: CompletionFormat {
        CompletionFormat(
            id: "chatcmpl-sim-" + seed.hexDigits,
            model: model.returnedName,
            fingerprint: model.fingerprint
        )
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
