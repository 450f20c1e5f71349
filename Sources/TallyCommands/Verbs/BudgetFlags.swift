internal import ArgumentParser
internal import TallyCore

/// What a run may spend; each flag wins over the benchmark file.
struct BudgetFlags: ParsableArguments {
    @Option(help: "Dollars that the experiment may cost; it stops before, resumable.")
    var maxCost: Double?

    @Option(help: "Tokens that it may take, prompts and answers.")
    var maxTokens: Int?

    @Option(help: "Seconds after which nothing new is sent.")
    var maxTime: Double?

    func validate() throws {
        if let maxCost, !(0...9_000_000_000).contains(maxCost) {
            throw ValidationError("--max-cost must be dollars from 0 on")
        }
        if let maxTokens, maxTokens < 0 {
            throw ValidationError("--max-tokens must be at least 0")
        }
        if let maxTime, !(0...86_400_000).contains(maxTime) {
            throw ValidationError("--max-time must be seconds from 0 on")
        }
    }

    var budget: Budget {
        Budget(
            cost: maxCost.map { Money(nanodollars: Int64(($0 * 1e9).rounded())) },
            tokens: maxTokens,
            time: maxTime.map { .seconds($0) }
        )
    }
}
