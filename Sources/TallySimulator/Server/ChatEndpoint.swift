internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import TallyCore

/// Answers `POST /v1/chat/completions`.
struct ChatEndpoint: Sendable {
    let models: [String: SimulatedModel]
    let composer: AnswerComposer
    let pacer: Pacer
    /// Larger bodies are refused unread.
    let maxBody: Int

    func respond(to request: Request) async throws -> Response {
        let (chat, body) = try await read(request)
        guard let model = models[chat.model] else { throw WireError.unknownModel(chat.model) }
        let arrival = model.arrive(body: body)
        var draws = arrival.draws("timing")
        let pace = Pace(model.simulation, using: &draws)
        let stall = try await refuseOrStall(arrival, model, pace)
        let answer = try composer.answer(chat, by: model)
        let usage = usage(of: answer, to: chat, model)
        model.count { $0.add(answer, usage) }
        let delivery = Delivery(
            answer: answer,
            usage: usage,
            seed: AnswerComposer.seed(chat, model),
            model: model,
            pace: pace,
            stall: stall,
            pacer: pacer
        )
        var response =
            chat.isStreamed
            ? try await delivery.streamed(includesUsage: chat.includesUsage)
            : try await delivery.whole()
        identify(&response.headers, arrival, pace)
        return response
    }

    private func read(_ request: Request) async throws -> (ChatRequest, UInt64) {
        let buffer: ByteBuffer
        do {
            buffer = try await request.body.collect(upTo: maxBody)
        } catch is NIOTooManyBytesError {
            throw WireError.tooLarge(maxBody)
        }
        return try buffer.withUnsafeReadableBytes { bytes in
            var fingerprint = Fingerprint()
            fingerprint.combine(bytes)
            do {
                let value = try JSONParser.parse(bytes.bindMemory(to: UInt8.self))
                return (try ChatRequest(value), fingerprint.value)
            } catch let error as JSONError {
                throw WireError.unreadable(error.description)
            }
        }
    }

    /// Throws the error that the request meets, or returns the silence its answer has, if any.
    private func refuseOrStall(
        _ arrival: Arrival,
        _ model: SimulatedModel,
        _ pace: Pace
    ) async throws -> Stall? {
        var error: WireError
        switch model.simulation.fault(for: arrival) {
        case nil: return nil
        case .stall(let stall):
            model.count { $0.stalled += 1 }
            return stall
        case .rateLimited(let wait):
            model.count { $0.rateLimited += 1 }
            // An endpoint refuses sooner than it answers.
            try await pacer.wait(pace.firstToken / 5)
            error = .rateLimited(model.name, wait: pacer.scaled(wait))
        case .serverError(let isOverloaded):
            model.count { $0.serverErrors += 1 }
            try await pacer.wait(pace.firstToken)
            error = .serverError(isOverloaded: isOverloaded)
        }
        identify(&error.headers, arrival, pace)
        throw error
    }

    private func usage(
        of answer: Answer,
        to chat: ChatRequest,
        _ model: SimulatedModel
    ) -> ReportedUsage {
        let prefixes =
            model.simulation.cachesPrompts ? PromptPrefixes.fingerprints(of: chat.messages) : []
        return ReportedUsage(
            prompt: TokenEstimate.prompt(chat.messages),
            cached: PromptPrefixes.tokens(known: model.read(prefixes)),
            completion: answer.tokens
        )
    }

    /// Sets the request's number, and the time to the first token unless the response knows better.
    private func identify(_ headers: inout HTTPFields, _ arrival: Arrival, _ pace: Pace) {
        headers[HeaderNames.requestID] = "req_" + arrival.identity.hexDigits
        if headers[HeaderNames.processing] == nil {
            headers[HeaderNames.processing] = pace.firstToken.wholeMilliseconds
        }
    }
}
