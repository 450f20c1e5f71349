import TallyCore
import Testing

/// One table and one day price any stored attempt.
struct CostBasisTests {
    private static let price = Price(
        from: "2026-01-01",
        input: 1,
        cachedInput: nil,
        cacheWrite: nil,
        output: 1
    )

    private static func basis(
        _ keys: [String],
        day: String = "2026-11-24",
        source: String = "prices.yaml"
    ) -> CostBasis {
        let entries = Dictionary(uniqueKeysWithValues: keys.map { ($0, [price]) })
        return CostBasis(table: PriceTable(entries: entries), day: day, source: source)
    }

    @Test(
        arguments: [
            // The new table knows the version that the old one did not, and the other way round.
            ("o/gpt", "o/gpt", "gpt-2026-01-01", nil, "o/gpt-2026-01-01"),
            ("o/gpt", "o/gpt-2025-01-01", "gpt-2025-01-01", nil, "o/gpt"),
            ("o/gpt", "o/gpt@priority", nil, "priority", "o/gpt@priority"),
            ("o/gpt", "o/gpt@priority", nil, "Priority", "o/gpt@priority"),
            ("o/gpt", "o/gpt@fast@us", "gpt", "standard", "o/gpt@fast@us"),
            ("o/gpt", "o/gpt@flex@us", "gpt-2026-01-01", "flex", "o/gpt-2026-01-01@flex@us"),
            ("o/", "o/gpt@us", "gpt", nil, "o/gpt@us"), ("o/", nil, nil, nil, nil),
            (nil, "o/gpt", "gpt", nil, nil),
            // An `@` of the model's own name is no surcharge.
            ("v/c@20240620", "v/c@20240620", nil, nil, "v/c@20240620"),
            ("v/c@20240620", "v/c@20240620@us", "c@20240620", nil, "v/c@20240620@us"),
        ] as [(String?, String?, String?, String?, String?)]
    )
    func `the key is derived anew from what was stored`(
        base: String?,
        stored: String?,
        model: String?,
        tier: String?,
        key: String?
    ) {
        let attempt = Tariff.Stored(key: stored, model: model, tier: tier)
        #expect(Self.basis(["o/gpt", "o/gpt-2026-01-01"]).key(of: attempt, base: base) == key)
    }

    @Test func `its day decides, whenever an attempt was made`() {
        #expect(Self.basis(["m"]).price("m") == Self.price)
        #expect(Self.basis(["m"], day: "2025-12-31").price("m") == nil)
        #expect(Self.basis(["m"]).price("other") == nil)
    }

    @Test func `it says where its prices come from and of which day`() {
        #expect(Self.basis([], source: "built-in prices").name == "built-in prices of 2026-11-24")
    }

    @Test func `its digest is that of its prices and its day, not of its name`() {
        let digest = Self.basis(["m"]).digest
        #expect(Self.basis(["m"], source: "x").digest == digest)
        #expect(Self.basis(["m"], day: "2026-11-25").digest != digest)
        #expect(Self.basis(["m", "n"]).digest != digest)
    }

    @Test func `what is supposed is part of name, digest and key`() {
        var basis = Self.basis(["m"])
        let digest = basis.digest
        basis.tier = .batch
        basis.cachedShare = 805_000
        #expect(basis.name == "prices.yaml of 2026-11-24, all batch, 80.5 % of prompts cached")
        #expect(basis.digest != digest)
        let attempt = Tariff.Stored(key: "m@priority@us", model: nil, tier: "priority")
        #expect(basis.key(of: attempt, base: "m") == "m@batch@us")
        basis.tier = .standard
        #expect(basis.key(of: attempt, base: "m") == "m@us")
    }

    @Test func `a supposed share of the prompt is cached, and the prompt stays as long`() {
        var basis = Self.basis(["m"])
        let usage = Usage(input: 90, cachedInput: 5, cacheWrite: 4, cacheWriteLong: 2, output: 7)
        #expect(basis.supposed(usage) == usage)
        for (share, cached, input) in [(0, 0, 95), (800_000, 80, 15), (1_000_000, 101, 0)] {
            basis.cachedShare = Int64(share)
            let supposed = basis.supposed(usage)
            #expect(supposed.cachedInput == cached && supposed.input == input)
            #expect(supposed.prompt == usage.prompt && supposed.output == 7)
        }
    }
}
