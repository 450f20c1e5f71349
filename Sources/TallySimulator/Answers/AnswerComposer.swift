internal import TallyCore

/// Makes a simulated model's answer: the truth of the case, the model's errors, the form it is sent in.
///
/// An answer follows from the model's simulation, its name and the request's identity alone.
struct AnswerComposer: Sendable {
    let receipts: ReceiptIndex
    /// Answers for a receipt that is in no dataset.
    let fallback: @Sendable (String) -> JSONObject

    /// The chance that a model that was not held to JSON fences an otherwise good answer.
    static let fencedShare = 0.25

    /// Throws a refusal when a content filter stops the prompt.
    func answer(_ request: ChatRequest, by model: SimulatedModel) throws -> Answer {
        let seed = Self.seed(request, model)
        let filtering = Filtering.draw(model.simulation, seed: seed)
        if case .prompt(let verdict) = filtering { throw Refusal.filtered(verdict) }
        var answer = try written(request, by: model, seed: seed)
        if Deliberation.declines(model.simulation, seed: seed) { answer = answer.refused }
        answer = Deliberation(model.simulation, seed: seed)
            .before(answer, maxTokens: request.maxTokens)
        guard case .answer(let verdict, let share) = filtering else { return answer }
        return answer.stopped(by: verdict, after: share)
    }

    private func written(
        _ request: ChatRequest,
        by model: SimulatedModel,
        seed: UInt64
    ) throws -> Answer {
        let prompt = ReceiptPrompt(request.lastUserText)
        let images = request.lastUserImages
        let known = try receipts.find(in: prompt, images: images)
        let object: JSONObject
        var errors = 1
        if let known {
            let rate = model.simulation.fieldError.rate(tags: known.tags)
            object = FieldErrors(rate: rate, seed: seed).applied(to: known.expected)
            errors = known.expected.members.count { object[$0.key] != $0.value }
        } else {
            // Beside an image, what is not marked as the receipt is what to do with it.
            object = fallback(images.isEmpty || prompt.isMarked ? prompt.receiptText : "")
        }
        let json = JSONValue.object(Self.shape(object, format: request.format)).jsonText
        var draws = SeededGenerator(seed: seed, stream: "form")
        let form = AnswerForm.draw(
            malformedShare: model.simulation.malformedShare,
            fencedShare: request.format == .text ? Self.fencedShare : 0,
            using: &draws
        )
        return Answer(
            text: form.kind.text(of: json, using: &draws),
            finish: .stop,
            isMalformed: form.isMalformed,
            isKnownReceipt: known != nil,
            confidence: Confidence(errors: errors + (form.isMalformed ? 1 : 0), seed: seed)
        )
    }

    /// The seed of everything drawn for this request's answer.
    static func seed(_ request: ChatRequest, _ model: SimulatedModel) -> UInt64 {
        var fingerprint = Fingerprint(model.simulation.seed)
        fingerprint.combine(model.name)
        fingerprint.combine(request.identity)
        return fingerprint.value
    }

    /// The fields asked for, in the order asked for; what is not known is null, or no items.
    private static func shape(
        _ object: JSONObject,
        format: ChatRequest.ResponseFormat
    ) -> JSONObject {
        var names = FieldSpec.receipt.map(\.name)
        if case .jsonSchema(let properties?) = format { names = properties }
        return JSONObject(
            names.map { name in
                guard name == "line_items" else { return (name, object[name] ?? .null) }
                return (name, .array((object[name]?.array ?? []).map(completed)))
            }
        )
    }

    /// An item with every key a strict schema requires, null where the paper prints nothing.
    private static func completed(_ item: JSONValue) -> JSONValue {
        guard var object = item.object else { return item }
        for name in ["description", "quantity", "unit_price", "amount"] where object[name] == nil {
            object[name] = .some(.null)
        }
        return .object(object)
    }
}
