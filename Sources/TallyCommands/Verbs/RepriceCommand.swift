internal import ArgumentParser
internal import TallyCore
internal import TallyKit
internal import TallyReport
internal import TallyStore

struct RepriceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reprice",
        abstract: "Tells what stored runs would cost at other prices; the store stays as it is.",
        discussion: """
            Without --prices, at those a run of the same benchmark would take: prices.yaml beside it and in the \
            user's folder, and the built-in ones. What has no price there is unpriced, never $0.
            """
    )

    @Argument(help: "An experiment or run: id, unique prefix, name, or `latest`.")
    var selector: String

    @OptionGroup var store: StoreOptions

    @Option(help: "A price file that alone counts.")
    var prices: String?

    @Option(name: .customLong("as-of"), help: "The day whose prices hold, like 2026-11-24; today.")
    var day: String?

    @Option(help: "What if all were served so: batch, flex, priority or standard.")
    var tier: CostBasis.ServiceTier?

    @Option(help: "What if this share of each prompt, like 50%, came from the prompt cache.")
    var cached: Share?

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        try Day.check(day, option: "--as-of")
        if let cached, !(0...1).contains(cached.value) {
            throw ValidationError("--cached: expected 0% to 100%, found \(cached.value * 100)%")
        }
    }

    func run() throws {
        var options = Repricing.Options()
        options.prices = prices
        options.day = day
        options.tier = tier
        options.cachedShare = cached?.millionths
        let store = try Store(reading: store.path)
        let repriced = try Repricing(store: store, options).reprice(selector)
        let output = Terminal.output
        output.write(
            json
                ? repriced.json.prettyText + "\n"
                : repriced.text(width: output.width, style: output.style)
        )
    }
}

extension CostBasis.ServiceTier: ExpressibleByArgument {}
