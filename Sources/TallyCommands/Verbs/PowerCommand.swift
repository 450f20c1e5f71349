internal import ArgumentParser
internal import TallyAnalysis
internal import TallyCore
internal import TallyKit
internal import TallyReport
internal import TallyStore

struct PowerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "power",
        abstract: "Says how many receipts a comparison needs, or what a number of them can tell.",
        discussion: """
            From a pilot, two stored runs (the first the baseline) or an experiment of two; or from --discordance, \
            the share of receipts that come out otherwise. Sizes: 2pp, 5%, 0.02.
            """
    )

    @Argument(help: "Two runs: ids, unique prefixes, names, or EXPERIMENT/NAME.")
    var pilot: [String] = []

    @OptionGroup var store: StoreOptions

    @Option(
        help:
            "The share of receipts that come out otherwise, such as 10%; takes the place of a pilot."
    )
    var discordance: Share?

    @Option(
        name: .customLong("difference"),
        help: "Differences to show, in points (2pp); repeatable."
    )
    var differences: [Share] = []

    @Option(
        name: .customLong("margin"),
        help: "Margins of non-inferiority, in points (2pp); repeatable."
    )
    var margins: [Share] = []

    @Option(name: .customLong("increase"), help: "By how much a cost may grow (5%); repeatable.")
    var increases: [Share] = []

    @Option(help: "The wanted chance of the claim.")
    var power: Share = Share(millionths: 800_000)

    @Option(name: .customShort("n"), help: "Receipts there are or will be; default: the pilot's.")
    var cases: Int?

    @Flag(help: "Print the tally.power/1 document.")
    var json = false

    func validate() throws {
        if pilot.isEmpty == (discordance == nil) {
            throw ValidationError(
                "expected two runs as a pilot, or --discordance; not both, not neither"
            )
        }
        if let cases, cases < 2 { throw ValidationError("-n \(cases): expected at least 2") }
        guard power.value > 0.05, power.value < 1 else {
            throw ValidationError("--power: expected a chance above 5% and below 100%")
        }
        for share in differences + margins + increases + [discordance].compactMap(\.self)
        where share.value <= 0 || share.value >= 1 {
            throw ValidationError(
                "sizes are above 0 and below 100 points, found \(share.value * 100)"
            )
        }
    }

    func run() throws {
        var request = PowerPlanner.Request()
        request.differences = differences.map(\.value)
        request.margins = margins.map(\.value)
        request.increases = increases.map(\.value)
        request.power = power.value
        request.cases = cases
        let plan: PowerPlan
        if let discordance {
            plan = PowerPlanner(request).plan(discordance: discordance.value)
        } else {
            plan = try PowerPlans(store: try Store(reading: store.path)).plan(pilot, request)
        }
        let (output, view) = (Terminal.output, PowerView(plan))
        output.write(
            json
                ? view.json.prettyText + "\n" : view.text(width: output.width, style: output.style)
        )
    }
}
