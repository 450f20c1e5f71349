internal import GRDB
internal import TallyCore

/// What a stored attempt says of its tokens and of their price.
struct AttemptFacts {
    let opened: Moment
    let priceKey: String?
    /// Of a cascade's further profiles; `nil` in runs that ask one profile alone.
    var profile: String?
    let returnedModel: String?
    let serviceTier: String?
    /// `nil` where none are known.
    let usage: Usage?
    /// What it cost where the price was stated with the answer.
    let stated: Money?
    let billing: Exchange.Billing?

    /// From a row with the columns of `attempts` by their names.
    init(row: Row) {
        opened = Moment(milliseconds: row["opened"])
        priceKey = row["price_key"]
        profile = row["profile"]
        returnedModel = row["returned_model"]
        serviceTier = row["service_tier"]
        usage = Usage(row: row)
        stated = (row["stated_nanodollars"] as Int64?).map(Money.init(nanodollars:))
        billing = (row["billed"] as String?).flatMap(Exchange.Billing.init(rawValue:))
    }

    /// From a row with the columns of `TrialColumn`.
    init(trialRow row: Row) {
        opened = Moment(milliseconds: row[.opened])
        priceKey = row[.priceKey]
        profile = row[.profile]
        returnedModel = row[.returnedModel]
        serviceTier = row[.serviceTier]
        usage = (row[.input] as Int?).map { input in
            Usage(
                input: input,
                cachedInput: row[.cachedInput] ?? 0,
                cacheWrite: row[.cacheWrite] ?? 0,
                cacheWriteLong: row[.cacheWriteLong] ?? 0,
                output: row[.outputTokens] ?? 0,
                reasoning: row[.reasoning] ?? 0,
                isEstimated: row[.isEstimated] ?? false,
                isInconsistent: row[.isInconsistent] ?? false
            )
        }
        stated = (row[.stated] as Int64?).map(Money.init(nanodollars:))
        billing = (row[.billed] as String?).flatMap(Exchange.Billing.init(rawValue:))
    }
}
