internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import TallyCore

/// Answers requests to models, whatever API they come in.
struct ModelEndpoint: Sendable {
    let models: [String: SimulatedModel]
    let composer: AnswerComposer
    let pacer: Pacer
    /// Larger bodies are refused unread.
    let maxBody: Int

    /// What is refused before a model saw it is thrown as a `Refusal`.
    func respond(to request: Request, with operation: any Operation) async throws -> Response {
        let (body, fingerprint) = try await read(request)
        let chat = try operation.read(body)
        guard let model = models[chat.model] else { throw Refusal.unknownModel(chat.model) }
        let arrival = model.arrive(body: fingerprint)
        let visit = Visit(arrival, at: model, pacer: pacer)
        let name = RequestName.identity(arrival.identity)
        var response: Response
        var took = visit.pace.firstToken
        var standing: RateStanding?
        do {
            standing = try await visit.admit(chat)
            let failsInStream = chat.isStreamed && operation.failsInStream
            let mishap = try await visit.refuse(failsInStream: failsInStream)
            let reply = try reply(to: chat, body, model)
            model.count { $0.add(reply.answer, reply.usage, mishap) }
            let delivery = Delivery(
                reply: reply,
                writer: operation.writer(reply),
                seed: AnswerComposer.seed(chat, model),
                pace: visit.pace,
                mishap: mishap,
                pacer: pacer
            )
            if chat.isStreamed {
                response = try await delivery.streamed()
            } else {
                (response, took) = try await delivery.whole()
            }
        } catch let refusal as Refusal {
            if case .filtered = refusal {
                model.count { $0.contentFiltered += 1 }
                try await pacer.wait(visit.pace.refusal)
            }
            if case .serverError = refusal {} else { took = visit.pace.refusal }
            response = operation.vendor.error(refusal, name).response
        }
        if let standing { operation.vendor.tell(standing, in: &response.headers) }
        operation.vendor.mark(&response.headers, name, took: took)
        return response
    }

    /// What a request of a batch comes to: answered whole and when there is time, outside the limits of live requests.
    func outcome(
        of body: JSONObject,
        with operation: any Operation
    ) async throws -> (status: Int, body: JSONValue, name: RequestName) {
        var fingerprint = Fingerprint()
        JSONValue.object(body).jsonBytes.withUnsafeBytes { fingerprint.combine($0) }
        do {
            let chat = try operation.read(body)
            guard let model = models[chat.model] else { throw Refusal.unknownModel(chat.model) }
            let arrival = model.arrive(body: fingerprint.value)
            let visit = Visit(arrival, at: model, pacer: pacer)
            let mishap = try await visit.refuse(failsInStream: false)
            let reply = try reply(to: chat, body, model)
            model.count { $0.add(reply.answer, reply.usage, mishap) }
            try await pacer.wait(
                visit.pace.firstToken + visit.pace.writing(reply.answer.outputTokens)
            )
            return (200, operation.writer(reply).whole, .identity(arrival.identity))
        } catch let refusal as Refusal {
            let name = RequestName.identity(fingerprint.value)
            let error = operation.vendor.error(refusal, name)
            return (error.status.code, error.body, name)
        }
    }

    private func read(_ request: Request) async throws -> (JSONObject, UInt64) {
        let buffer: ByteBuffer
        do {
            buffer = try await request.body.collect(upTo: maxBody)
        } catch is NIOTooManyBytesError {
            throw Refusal.tooLarge(maxBody)
        }
        return try buffer.withUnsafeReadableBytes { bytes in
            var fingerprint = Fingerprint()
            fingerprint.combine(bytes)
            do {
                let value = try JSONParser.parse(bytes.bindMemory(to: UInt8.self))
                guard let body = value.object else {
                    throw Refusal.unreadable("expected an object")
                }
                return (body, fingerprint.value)
            } catch let error as JSONError {
                throw Refusal.unreadable(error.description)
            }
        }
    }

    private func reply(
        to chat: ChatRequest,
        _ body: JSONObject,
        _ model: SimulatedModel
    ) throws -> Reply {
        let answer = try composer.answer(chat, by: model)
        return Reply(
            request: chat,
            body: body,
            answer: answer,
            usage: model.usage(of: answer, to: chat),
            id: AnswerComposer.seed(chat, model).hexDigits,
            model: model.returnedName,
            fingerprint: model.fingerprint
        )
    }
}
