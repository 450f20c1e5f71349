internal import ArgumentParser
internal import TallyCore
internal import TallyKit
internal import TallyStore

struct ForgetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget",
        abstract: "Erases a receipt, or the bodies of answers, from a store for good.",
        discussion: """
            --case erases a receipt's text, truth, answers and name from every run of the store; tokens, cost, \
            times and scores stay, so that sums stay true. --bodies erases what endpoints answered, word for \
            word; the parsed answers stay. The store is written anew, so that nothing is left in it.
            """
    )

    @Argument(
        help:
            "With --bodies: an experiment or run, id, unique prefix, name, or `latest`; all by default."
    )
    var selector: String?

    @OptionGroup var store: StoreOptions

    @Option(name: .customLong("case"), help: "The receipt to erase.")
    var caseID: String?

    @Flag(help: "Erase the bodies of answers.")
    var bodies = false

    @Option(help: "With --bodies: only what was asked more than so many days ago.")
    var olderThan: Int?

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        if (caseID != nil) == bodies {
            throw ValidationError("name what to forget: --case ID, or --bodies")
        }
        if caseID != nil, selector != nil || olderThan != nil {
            throw ValidationError("--case erases from every run; it takes no run and no age")
        }
        if let olderThan, !(0...36_500).contains(olderThan) {
            throw ValidationError("--older-than must be between 0 and 36500 days")
        }
    }

    func run() throws {
        let erasure = Erasure(store: store.path)
        let erased =
            if let caseID {
                try erasure.forget(case: caseID)
            } else {
                try erasure.forgetBodies(of: selector, olderThan: olderThan)
            }
        let output = Terminal.output
        if json {
            let document: JSONValue = [
                "cases": .number(erased.cases), "bodies": .number(erased.bodies),
            ]
            output.write(document.prettyText + "\n")
            return
        }
        let cases = erased.cases > 0 ? "\(erased.cases) stored receipts and " : ""
        output.write("erased \(cases)\(erased.bodies) bodies of answers\n")
        if caseID != nil {
            Terminal.error.write(
                "pages beside the store are gone, too (`tally report` makes them anew); the dataset itself, exports, other "
                    + "reports and W&B directories are files of yours\n"
            )
        }
    }
}
