internal import TallyCore

extension Checkup {
    /// How long before a model's end it is spoken of.
    private static let notice = 90

    /// What can be told without asking the endpoint.
    package static func findings(of model: ModelFacts) -> [Finding] {
        var findings = [keyFinding(model), priceFinding(model)]
        if let end = endFinding(model) { findings.append(end) }
        return findings
    }

    private static func keyFinding(_ model: ModelFacts) -> Finding {
        var verdict = Verdict.fine
        if case .missing = model.key { verdict = .failure }
        return Finding("key", verdict, model.keyText)
    }

    private static func priceFinding(_ model: ModelFacts) -> Finding {
        if model.profile.provider == .rules { return Finding("price", .fine, "costs nothing") }
        guard let key = model.profile.priceKey else {
            return Finding("price", .warning, "none: every answer will be unpriced")
        }
        if key.hasSuffix("/") {
            return Finding("price", .fine, "\(key) and the model version that answers")
        }
        if let hour = model.hourPrice {
            return Finding("price", .fine, "\(key): \(MoneyText.hourly(hour))")
        }
        guard let price = model.price else {
            return Finding("price", .warning, "\(key) has none for today")
        }
        let cached = price.cachedInput.map { ", cached $\(MoneyText.perMillion($0))" } ?? ""
        return Finding(
            "price",
            .fine,
            "\(key): in $\(MoneyText.perMillion(price.input))\(cached), "
                + "out $\(MoneyText.perMillion(price.output)) a million tokens"
        )
    }

    private static func endFinding(_ model: ModelFacts) -> Finding? {
        guard let day = model.profile.retires else { return nil }
        let instead = model.profile.successor.map { "; use \($0)" } ?? ""
        if model.isRetired {
            return Finding("ends", .failure, "retired by its provider on \(day)\(instead)")
        }
        let isSoon =
            Moment(iso8601: day + "T00:00:00Z").flatMap { end in
                Moment(iso8601: model.today + "T00:00:00Z").map { today in
                    end.milliseconds - today.milliseconds < Int64(notice) * 86_400_000
                }
            } ?? false
        return Finding("ends", isSoon ? .warning : .fine, "on \(day)\(isSoon ? instead : "")")
    }
}
