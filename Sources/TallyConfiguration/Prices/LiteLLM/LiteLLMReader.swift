package import TallyCore

/// Turns LiteLLM's model_prices_and_context_window JSON into prices, and refuses what cannot be one.
///
/// Keys are the provider and the model: a plain name gets its provider before a slash, a service tier follows `@`.
package struct LiteLLMReader {
    private let day: String
    private let pattern: GlobPattern?
    private var haul = PriceHaul()

    /// Reads a document; `day` is the day from which its prices hold, `pattern` selects keys.
    package static func read(
        _ document: JSONValue,
        from day: String,
        only pattern: String? = nil
    ) -> PriceHaul? {
        // Some copies hold the models in a member of that name.
        guard let models = (document["models"] ?? document).object else { return nil }
        var reader = LiteLLMReader(day: day, pattern: pattern.map(GlobPattern.init))
        for model in models.members.sorted(by: { $0.key < $1.key }) where model.key != "sample_spec"
        {
            reader.add(model.key, model.value)
        }
        return reader.haul
    }

    private init(day: String, pattern: GlobPattern?) {
        self.day = day
        self.pattern = pattern
    }

    private mutating func add(_ name: String, _ entry: JSONValue) {
        guard let members = entry.object?.members else {
            return reject(name, entry.kind, "expected an object")
        }
        guard let mode = entry["mode"]?.string, ["chat", "responses"].contains(mode) else {
            haul.otherModes += 1
            return
        }
        guard let key = Self.key(of: name, entry) else {
            return reject(name, "no litellm_provider", "its provider is unknown")
        }
        if let pattern, !pattern.matches(key) {
            haul.unselected += 1
            return
        }
        guard !haul.table.contains(key) else {
            return reject(name, key, "another entry has this key")
        }
        var sets: [String: RateSet] = [:]
        for member in members {
            guard let meaning = LiteLLMMember(member.key) else {
                if member.key.contains("cost") { haul.unread[member.key, default: 0] += 1 }
                continue
            }
            if member.value.isNull { continue }
            switch Self.rate(member.value) {
            case .success(let rate): sets[meaning.mark, default: RateSet()].set(rate, meaning)
            case .failure(let fault):
                return reject(key, "\(member.key) \(member.value.jsonText)", fault.text)
            }
        }
        guard sets[""] != nil else {
            return reject(key, "no input_cost_per_token", "it has no price of tokens")
        }
        for (mark, rates) in sets.sorted(by: { $0.key < $1.key }) {
            add(rates, as: key + mark)
            // A model whose usual price is in doubt is no better priced in its other tiers.
            if mark.isEmpty, !haul.table.contains(key) { return }
        }
    }

    private mutating func add(_ rates: RateSet, as key: String) {
        switch rates.price(from: day) {
        case .success(let price): haul.table.entries[key] = [price]
        case .failure(let doubt): reject(key, doubt.found, doubt.reason)
        }
    }

    private mutating func reject(_ key: String, _ found: String, _ reason: String) {
        haul.rejections.append(PriceHaul.Rejection(key: key, found: found, reason: reason))
    }

    private static func key(of name: String, _ entry: JSONValue) -> String? {
        if name.contains("/") { return name }
        return entry["litellm_provider"]?.string.map { "\($0)/\(name)" }
    }

    /// Why a member holds no rate.
    private struct Fault: Error { let text: String }

    /// Pico-dollars a token out of dollars a token, digit for digit.
    private static func rate(_ value: JSONValue) -> Result<Int64, Fault> {
        guard case .number(let lexeme) = value, let decimal = ExactDecimal(lexeme) else {
            return .failure(Fault(text: "expected a number, found \(value.kind)"))
        }
        do throws(ExactDecimal.Fault) {
            let rate = try decimal.integer(scaledBy: 12)
            return rate < 0 ? .failure(Fault(text: "a price cannot be negative")) : .success(rate)
        } catch {
            switch error {
            case .tooFine: return .failure(Fault(text: "finer than a pico-dollar a token"))
            case .tooLarge: return .failure(Fault(text: "too large"))
            }
        }
    }
}
