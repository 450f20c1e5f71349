import TallyCore
import Testing

struct TariffTests {
    private static let table: PriceTable = {
        let price = Price(
            from: "2026-01-01",
            input: 1,
            cachedInput: nil,
            cacheWrite: nil,
            output: 1
        )
        let keys = [
            "openai/gpt-4o", "openai/gpt-4o-2024-05-13", "openai/gpt-4o@priority",
            "openai/gpt-4o-2024-05-13@priority", "openai/gpt-4", "azure/gpt-4o",
            "anthropic/claude@fast@us",
        ]
        return PriceTable(entries: Dictionary(uniqueKeysWithValues: keys.map { ($0, [price]) }))
    }()

    @Test(
        arguments: [
            ("openai/gpt-4o", nil, nil, "openai/gpt-4o"),
            ("openai/gpt-4o", "gpt-4o-2024-05-13", nil, "openai/gpt-4o-2024-05-13"),
            // A version without a price of its own costs what its family costs.
            ("openai/gpt-4o", "gpt-4o-2024-11-20", "default", "openai/gpt-4o"),
            ("openai/gpt-4o", "gpt-4o", "standard", "openai/gpt-4o"),
            ("openai/gpt-4o", nil, "priority", "openai/gpt-4o@priority"),
            ("openai/gpt-4o", "gpt-4o-2024-05-13", "priority", "openai/gpt-4o-2024-05-13@priority"),
            // A tier whose price nobody knows is unpriced, not cheap.
            ("openai/gpt-4o", nil, "flex", "openai/gpt-4o@flex"),
            // Another model answered: it is billed as itself.
            ("openai/gpt-4", "gpt-4o", nil, "openai/gpt-4o"),
            ("openai/gpt-4o", "gpt-4-0613", nil, "openai/gpt-4"),
            // A name that no table knows is a deployment's or a gateway's own.
            ("openai/gpt-4o", "sim-gpt-4o-2026-01-01", nil, "openai/gpt-4o"),
            ("azure/gpt-4o", "gpt-4o-2024-05-13", nil, "azure/gpt-4o"),
            ("azure/", "gpt-4o", nil, "azure/gpt-4o"), ("azure/", nil, nil, nil),
            ("azure/", "never-seen", nil, "azure/never-seen"), ("plain", "gpt-4o", nil, "plain"),
            (nil, "gpt-4o", "priority", nil),
        ] as [(String?, String?, String?, String?)]
    )
    func `the price follows the model and the tier that answered`(
        base: String?,
        model: String?,
        tier: String?,
        key: String?
    ) {
        let facts = ServerFacts(model: model, serviceTier: tier)
        #expect(Tariff.key(base: base, facts: facts, in: Self.table) == key)
    }

    @Test func `surcharges are part of the price's name`() {
        var facts = ServerFacts(model: "claude", serviceTier: "standard")
        facts.surcharges = ["fast", "us"]
        let key = Tariff.key(base: "anthropic/claude", facts: facts, in: Self.table)
        #expect(key == "anthropic/claude@fast@us")
    }

    @Test func `an experiment keeps the prices its attempts may need`() {
        let expected = [
            "openai/gpt-4", "openai/gpt-4o", "openai/gpt-4o-2024-05-13",
            "openai/gpt-4o-2024-05-13@priority", "openai/gpt-4o@priority",
        ]
        #expect(Self.table.keys(for: "openai/gpt-4o") == expected)
        #expect(Self.table.keys(for: "azure/") == ["azure/gpt-4o"])
    }
}
