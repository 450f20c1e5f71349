internal import GRDB
internal import TallyCore

/// How the attempts of one run are priced: each by the prices its experiment kept of its day, or all under one basis.
struct AttemptPricing {
    /// What prices one attempt.
    struct Found {
        let key: String?
        /// `nil` when it is unknown.
        let price: Price?
        /// It ran on capacity that its run pays by the hour, and has no price of its own.
        var isHourly = false
    }

    private enum Source {
        case kept(PriceTable)
        case basis(CostBasis)
    }

    private let source: Source
    private let bases: PriceBases
    /// What the run's capacity costs; `nil` where its attempts are priced by their tokens, as all of a cascade are.
    let capacity: HourPrice?
    /// Attempts in a row mostly differ in nothing that decides their price.
    private var last: (attempt: Tariff.Stored, base: String?, found: Found)?
    private var lastKept: (key: String?, day: Int64, found: Found)?

    init(of run: RunRecord, under basis: CostBasis?, _ database: Database) throws {
        let bases = try database.priceBases(of: run)
        self.bases = bases
        if let basis {
            source = .basis(basis)
            capacity = bases.sole.flatMap { basis.table.hourPrice($0, on: basis.day) }
        } else {
            let prices = try database.prices(of: run.experiment)
            source = .kept(prices)
            capacity = bases.sole.flatMap { prices.hourPrice($0, on: run.started.day) }
        }
    }

    /// What prices an attempt.
    mutating func price(of facts: AttemptFacts) -> Found {
        switch source {
        case .kept(let prices):
            let key = facts.priceKey
            if capacity != nil { return Found(key: key, price: nil, isHourly: true) }
            let day = facts.opened.milliseconds / Self.dayLength
            if let lastKept, lastKept.key == key, lastKept.day == day { return lastKept.found }
            let found = Found(
                key: key,
                price: key.flatMap { prices.price($0, on: facts.opened.day) }
            )
            lastKept = (key, day, found)
            return found
        case .basis(let basis):
            let base = bases.base(of: facts.profile)
            let attempt = Tariff.Stored(
                key: facts.priceKey,
                model: facts.returnedModel,
                tier: facts.serviceTier
            )
            if let last, last.attempt == attempt, last.base == base { return last.found }
            let key = basis.key(of: attempt, base: base)
            let found = Found(
                key: key,
                price: key.flatMap(basis.price),
                isHourly: capacity != nil
            )
            last = (attempt, base, found)
            return found
        }
    }

    /// The tokens that are priced; `nil` where none are known.
    func tokens(of facts: AttemptFacts) -> Usage? {
        if case .basis(let basis) = source { return facts.usage.map(basis.supposed) }
        return facts.usage
    }

    /// Milliseconds.
    private static let dayLength: Int64 = 86_400_000
}
