import TallyCore

/// The rates of one key as they are gathered from a list's members, not yet known to be a price.
struct RateSet {
    /// Why rates are no price: what was found, and what is wrong with it.
    struct Doubt: Error {
        let found: String
        let reason: String
    }

    /// By prompt length; 0 for the usual one.
    private var rates: [Int: [LiteLLMMember.Bucket: Int64]] = [:]

    /// Above it a price is a slip of the decimal point: $1,000 per million tokens.
    private static let dearest: Int64 = 1_000_000_000
    /// An output this many times cheaper than the input is a mix-up.
    private static let leastShare: Int64 = 10

    mutating func set(_ rate: Int64, _ member: LiteLLMMember) {
        rates[member.above ?? 0, default: [:]][member.bucket] = rate
    }

    /// The price they make up.
    func price(from day: String) -> Result<Price, Doubt> {
        do throws(Doubt) {
            let usual = try Self.rates(rates[0] ?? [:], "")
            var tiers: [Price.ContextTier] = []
            for (length, set) in rates.sorted(by: { $0.key < $1.key }) where length > 0 {
                let rates = try Self.rates(set, "above \(length) tokens: ")
                tiers.append(Price.ContextTier(above: length, rates: rates))
            }
            return .success(Price(from: day, rates: usual, tiers: tiers))
        } catch {
            return .failure(error)
        }
    }

    private static func rates(
        _ set: [LiteLLMMember.Bucket: Int64],
        _ place: String
    ) throws(Doubt) -> Rates {
        func doubt(_ names: [String], _ reason: String) -> Doubt {
            let named = Self.named(set).filter { names.isEmpty || names.contains($0.name) }
            let found = named.map { "\($0.name) \(Self.perMillion($0.rate))" }
            let text = found.isEmpty ? "no rate" : found.joined(separator: ", ")
            return Doubt(found: place + text, reason: reason)
        }
        guard let input = set[.input], let output = set[.output] else {
            let lack = set[.input] == nil ? "input" : "output"
            throw doubt([], "it has no price of \(lack)")
        }
        if set.values.allSatisfy({ $0 == 0 }) {
            throw doubt(
                [],
                "every rate is 0, which is free or unknown: write it by hand if it is free"
            )
        }
        if let zero = named(set).first(where: { $0.rate == 0 }) {
            throw doubt([], "\(zero.name) is 0 where others are not")
        }
        if let dear = named(set).first(where: { $0.rate > dearest }) {
            throw doubt([dear.name], "more than $1,000 per million tokens")
        }
        let rates = Rates(
            input: input,
            cachedInput: set[.cachedInput],
            cacheWrite: set[.cacheWrite],
            cacheWriteLong: set[.cacheWriteLong],
            output: output
        )
        if let contradiction = rates.contradiction { throw doubt([], contradiction) }
        if output < input / leastShare {
            throw doubt(["input", "output"], "output costs less than a tenth of input")
        }
        return rates
    }

    private static func named(
        _ set: [LiteLLMMember.Bucket: Int64]
    ) -> [(name: String, rate: Int64)] {
        let names: [(LiteLLMMember.Bucket, String)] = [
            (.input, "input"), (.cachedInput, "cached_input"), (.cacheWrite, "cache_write"),
            (.cacheWriteLong, "cache_write_1h"), (.output, "output"),
        ]
        return names.compactMap { bucket, name in set[bucket].map { (name, $0) } }
    }

    /// Dollars per million tokens.
    private static func perMillion(_ rate: Int64) -> String { PriceFile.decimal(rate, decimals: 6) }
}
