/// Which entry of a price table an answered attempt is billed by.
///
/// The price of an attempt depends on the model version and the service tier that the server returned, not on what was
/// asked for. Names are matched exactly, a version's also without its date; what the table does not know stays unpriced.
package enum Tariff {
    /// The tier of what is answered in batches.
    package static let batch = "batch"
    /// Tiers at the usual price.
    private static let usual: Set<String> = ["", "default", "standard", "auto", "standard_only"]

    /// The key under which an attempt is priced; `nil` when the profile names no price.
    ///
    /// The base is the profile's own key (`openai/gpt-4o`). An entry of the returned model (`openai/gpt-4o-2024-05-13`,
    /// or without its date `openai/gpt-4`) wins over it; a base that ends in a slash (`azure/`) is completed by the returned
    /// model alone. Any tier but the usual one and any surcharge have prices of their own (`openai/gpt-4o@priority`).
    package static func key(
        base: String?,
        facts: ServerFacts,
        in table: PriceTable
    ) -> String? {
        guard let base else { return nil }
        // Capacity is paid for whatever answers on it.
        if table.hours[base] != nil { return base }
        guard let model = facts.model else {
            return base.hasSuffix("/") ? nil : marked(base, facts)
        }
        let versions = versions(of: model, base: base)
        let known = versions.first { table.entries[$0] != nil }
        return marked(known ?? (base.hasSuffix("/") ? versions[0] : base), facts)
    }

    /// The keys a returned model may have, the exact one first.
    private static func versions(of model: String, base: String) -> [String] {
        [model, withoutDate(model)].map { provider(of: base) + $0 }
    }

    /// What a store keeps of an attempt that decides its price.
    package struct Stored: Hashable, Sendable {
        /// As it was derived when the attempt was made.
        package var key: String?
        package var model: String?
        package var tier: String?

        package init(key: String?, model: String?, tier: String?) {
            self.key = key
            self.model = model
            self.tier = tier
        }
    }

    /// The surcharges of a stored attempt, which its key alone tells: what follows the model's key and the tier.
    ///
    /// A model's own name may hold an `@`, so the key is held against the names it can have been made of.
    static func surcharges(of attempt: Stored, base: String?) -> [String] {
        guard let key = attempt.key, let base else { return [] }
        let names = [base] + (attempt.model.map { versions(of: $0, base: base) } ?? [])
        let known = names.filter { key == $0 || key.hasPrefix($0 + "@") }
        guard let name = known.max(by: { $0.utf8.count < $1.utf8.count }) else { return [] }
        var marks = key.dropFirst(name.count).split(separator: "@").map(String.init)
        if let tier = attempt.tier?.lowercased(), marks.first == tier { marks.removeFirst() }
        return marks
    }

    /// What stands before a model's name in a key: `openai/`.
    static func provider(of key: String) -> String {
        key.lastIndex(of: "/").map { String(key[...$0]) } ?? ""
    }

    /// A version's name without the day at its end, `-2024-05-13` or `-0613`.
    private static func withoutDate(_ model: String) -> String {
        var parts = model.split(separator: "-", omittingEmptySubsequences: false)
        func isNumber(_ part: Substring, _ digits: Int) -> Bool {
            part.count == digits && part.allSatisfy { $0.isASCII && $0.isNumber }
        }
        let end = parts.suffix(3).map { $0 }
        if end.count == 3, isNumber(end[0], 4), isNumber(end[1], 2), isNumber(end[2], 2) {
            parts.removeLast(3)
        } else if let last = parts.last, isNumber(last, 4) || isNumber(last, 8) {
            parts.removeLast()
        }
        return parts.joined(separator: "-")
    }

    private static func marked(_ key: String, _ facts: ServerFacts) -> String {
        let tier = facts.serviceTier?.lowercased() ?? ""
        let marks = (usual.contains(tier) ? [] : [tier]) + facts.surcharges
        return marks.reduce(key) { $0 + "@" + $1 }
    }
}
