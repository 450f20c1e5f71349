internal import TallyConfiguration
internal import TallyCore
internal import TallyReport
internal import TallyRunner
internal import TallyScoring

/// Sends one small receipt to an endpoint and tells what came back; it is billed, and stored nowhere.
struct ModelProbe {
    let profile: Profile
    let access: ResolvedAccess
    let prices: PriceTable
    let clock: RunClock

    private static let receipt = """
        CORNER SHOP
        2026-03-14 10:15
        TEA 2.50
        TOTAL 2.50
        CASH 5.00
        CHANGE 2.50
        """
    private static let fields = [FieldSpec("merchant", .text), FieldSpec("total", .money)]

    func findings() async -> [Checkup.Finding] {
        let first = await send(profile)
        guard profile.output == .jsonSchema, case .failure(let error) = first.result,
            error.type == .badRequest
        else { return report(first) + [schemaFinding(first)].compactMap { $0 } }
        // Perhaps it is only the schema that the endpoint does not know.
        var plain = profile
        plain.output = .prompt
        let second = await send(plain)
        guard case .success = second.result else { return report(first) }
        let advice = "no (\(error.message)); write `output: json_object` or `output: prompt`"
        return report(second) + [.init("json_schema", .failure, advice)]
    }

    private func send(_ profile: Profile) async -> Exchange {
        let factory = ProviderFactory(
            schema: AnswerSchema.json(for: Self.fields),
            access: [profile.name: access],
            simulator: nil
        )
        var generator = SystemRandomNumberGenerator()
        let id = ULID(
            milliseconds: UInt64(max(0, clock.wall().milliseconds)),
            using: &generator
        )
        let prompt = Prompt(
            system: nil,
            user: "Read this receipt and answer with one JSON object with the keys merchant (the "
                + "shop's name) and total (a number), and nothing else.\n\n\(Self.receipt)"
        )
        do {
            let provider = try factory.provider(for: profile)
            let request = ModelRequest(id: id, prompt: prompt, text: Self.receipt)
            let exchange = await provider.send(request)
            await ProviderFactory.shutdown([provider])
            return exchange
        } catch {
            return Exchange(
                timings: ExchangeTimings(done: .zero),
                billing: .notBilled,
                result: .failure(ProviderError(.connect, "\(error)"))
            )
        }
    }

    private func report(_ exchange: Exchange) -> [Checkup.Finding] {
        var findings = [answerFinding(exchange)]
        if profile.isStreamed, case .success = exchange.result {
            let isReported = exchange.usage.map { !$0.isEstimated } ?? false
            findings.append(
                isReported
                    ? .init("usage", .fine, "reported in the stream")
                    : .init(
                        "usage",
                        .warning,
                        "not in the stream: tokens will be estimated; `stream: false` may report it"
                    )
            )
        }
        if let bill = billFinding(exchange) { findings.append(bill) }
        return findings
    }

    private func answerFinding(_ exchange: Exchange) -> Checkup.Finding {
        switch exchange.result {
        case .failure(let error):
            let isBare = profile.provider == .openai && profile.endpoint?.hasSuffix("/v1") != true
            let hint = error.type == .notFound && isBare ? "; an endpoint usually ends in /v1" : ""
            return .init("live", .failure, "\(error)\(hint)")
        case .success:
            var text = "answered in \(NumberText.seconds(exchange.timings.service.seconds)) s"
            if let first = exchange.timings.timeToFirstToken {
                text += ", first token after \(NumberText.seconds(first.seconds)) s"
            }
            if let model = exchange.facts.model { text += ", by \(model)" }
            if let region = exchange.facts.region { text += " in \(region)" }
            if exchange.isSimulated { text += " (simulated: no model answered)" }
            return .init("live", .fine, text)
        }
    }

    /// Whether what came back fits the schema; `nil` when nothing did.
    private func schemaFinding(_ exchange: Exchange) -> Checkup.Finding? {
        guard case .success(let completion) = exchange.result else { return nil }
        let topic = profile.output == .jsonSchema ? "json_schema" : "answer"
        let parsed = AnswerParser(fields: Self.fields).parse(completion.text)
        switch parsed.result {
        case .success(let answer):
            let repairs = parsed.repairs.map(\.rawValue).joined(separator: ", ")
            let isRight = answer["total"]?.double == 2.5
            let text =
                (repairs.isEmpty ? "valid" : "valid after repair (\(repairs))")
                + (isRight ? "" : ", but the total is wrong")
            let isFine = repairs.isEmpty && isRight
            return .init(topic, isFine ? .fine : .warning, text)
        case .failure(let fault): return .init(topic, .warning, fault.message)
        }
    }

    private func billFinding(_ exchange: Exchange) -> Checkup.Finding? {
        guard let usage = exchange.usage, exchange.billing != .notBilled else { return nil }
        let key = Tariff.key(
            base: profile.priceKey,
            facts: exchange.facts,
            in: prices
        )
        let price = key.flatMap { prices.price($0, on: clock.wall().day) }
        let cost = price?.cost(of: usage).map { MoneyText.short($0) } ?? "unpriced"
        let tokens = "\(usage.prompt) tokens read, \(usage.output) written"
        let reasoning = usage.reasoning > 0 ? " (\(usage.reasoning) reasoning)" : ""
        let tier = exchange.facts.serviceTier.map { ", tier \($0)" } ?? ""
        return .init("bill", .fine, "\(tokens)\(reasoning): \(cost)\(tier)")
    }
}
