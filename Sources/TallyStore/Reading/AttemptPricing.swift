internal import GRDB
internal import TallyCore

/// How the attempts of one run are priced: each by the prices its experiment kept of its day, or all under one basis.
struct AttemptPricing {
    /// What prices one attempt.
    struct Found {
        let key: String?
        /// `nil` when it is unknown.
        let price: Price?
    }

    private enum Source {
        case kept(PriceTable)
        case basis(CostBasis, base: String?)
    }

    private let source: Source
    /// Attempts in a row mostly differ in nothing that decides their price.
    private var last: (attempt: Tariff.Stored, found: Found)?

    init(of run: RunRecord, under basis: CostBasis?, _ database: Database) throws {
        source =
            if let basis {
                .basis(basis, base: try database.priceKey(of: run))
            } else {
                .kept(try database.prices(of: run.experiment))
            }
    }

    /// What prices the attempt of a row that has `opened`, `price_key`, `returned_model` and `service_tier`.
    mutating func price(of row: Row) -> Found {
        switch source {
        case .kept(let prices):
            let key: String? = row["price_key"]
            let day = Moment(milliseconds: row["opened"]).day
            return Found(key: key, price: key.flatMap { prices.price($0, on: day) })
        case .basis(let basis, let base):
            let attempt = Tariff.Stored(
                key: row["price_key"],
                model: row["returned_model"],
                tier: row["service_tier"]
            )
            if let last, last.attempt == attempt { return last.found }
            let key = basis.key(of: attempt, base: base)
            let found = Found(key: key, price: key.flatMap(basis.price))
            last = (attempt, found)
            return found
        }
    }
}

extension Database {
    /// The price key of the profile that a run asks; `nil` when it names none.
    fileprivate func priceKey(of run: RunRecord) throws -> String? {
        let config = try String.fetchOne(
            self,
            sql: "SELECT config FROM runs WHERE id = ?",
            arguments: [run.id]
        )
        return try config.flatMap { try JSONParser.parse($0)["profile"]?["price"]?.string }
    }
}
