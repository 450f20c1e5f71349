package import TallyCore

extension Rates {
    /// What no provider's price list says, in words; `nil` when the rates agree with each other.
    package var contradiction: String? {
        if let cachedInput, cachedInput > input { return "cached_input costs more than input" }
        if let cacheWrite, cacheWrite < input { return "cache_write costs less than input" }
        if let cacheWriteLong, cacheWriteLong < cacheWrite ?? input {
            return "cache_write_1h costs less than cache_write"
        }
        return nil
    }
}

extension Price {
    /// The same price at a share of every rate; `nil` when that is no whole number of pico-dollars.
    package func scaled(byMillionths share: Int64) -> Price? {
        guard let rates = rates.scaled(byMillionths: share) else { return nil }
        let scaled = tiers.compactMap { tier in
            tier.rates.scaled(byMillionths: share).map {
                ContextTier(above: tier.above, rates: $0)
            }
        }
        return scaled.count == tiers.count ? Price(from: from, rates: rates, tiers: scaled) : nil
    }
}

extension Rates {
    fileprivate func scaled(byMillionths share: Int64) -> Rates? {
        func scaled(_ rate: Int64) -> Int64? {
            let (quotient, rest) = (Int128(rate) * Int128(share)).quotientAndRemainder(
                dividingBy: 1_000_000
            )
            return rest == 0 ? Int64(exactly: quotient) : nil
        }
        guard let input = scaled(input), let output = scaled(output) else { return nil }
        let others = [cachedInput, cacheWrite, cacheWriteLong].map { $0.map(scaled) }
        guard !others.contains(where: { $0 == .some(.none) }) else { return nil }
        return Rates(
            input: input,
            cachedInput: others[0] ?? nil,
            cacheWrite: others[1] ?? nil,
            cacheWriteLong: others[2] ?? nil,
            output: output
        )
    }
}
