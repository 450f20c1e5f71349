internal import TallyCore

/// Prints a draft as the lines of a receipt in a layout drawn for it.
struct ReceiptPrinter {
    let region: ReceiptRegion
    let draft: ReceiptDraft
    var generator: SeededGenerator
    var lines: [String] = []
    /// Draws what only full conventions print; `nil` without them.
    var extras: SeededGenerator?
    var hasWrapped = false
    var hasConversion = false

    let layout: ReceiptLayout
    private let amountForm: String
    private let negativeForm: String
    private let separator: String

    init(
        region: ReceiptRegion,
        draft: ReceiptDraft,
        generator: SeededGenerator,
        extras: SeededGenerator? = nil
    ) {
        self.extras = extras
        self.region = region
        self.draft = draft
        var generator = generator
        layout = ReceiptLayout(region: region, draft: draft, using: &generator)
        amountForm = generator.pick(region.amountForms)
        negativeForm = generator.pick(region.negativeForms)
        separator = generator.pick(["  ", "  ", "  ", " ", "   ", " ..... "])
        self.generator = generator
    }

    /// The printed lines, top to bottom.
    mutating func print() -> [String] {
        printHeader()
        if !layout.isDateInFooter { printDate() }
        if generator.chance(0.25) { add(region.words.columnHeads) }
        if draft.isRefund { add(region.words.refundTitles) }
        for item in draft.items { print(item) }
        printSums()
        printPayment()
        printConversion()
        if layout.isDateInFooter { printDate() }
        printFooter()
        return lines
    }

    // MARK: Forms

    /// An amount without its currency sign.
    func plain(_ minor: Int) -> String {
        let digits = region.amounts.text(abs(minor))
        return minor < 0 ? negativeForm.replacing("{}", with: digits) : digits
    }

    /// An amount as sums print it.
    func signed(_ minor: Int) -> String {
        let text = amountForm.replacing("{}", with: region.amounts.text(abs(minor)))
        return minor < 0 ? negativeForm.replacing("{}", with: text) : text
    }

    /// `8.25%`, with the region's decimal sign.
    func percent(_ rate: Int) -> String {
        let hundredths = AmountStyle(decimal: region.amounts.decimal, grouping: "", digits: 2)
        return
            (rate % 100 == 0 && !layout.hasLongRates ? String(rate / 100) : hundredths.text(rate))
            + "%"
    }

    mutating func row(_ label: String, _ value: String) {
        lines.append(label + separator + value)
    }

    /// Adds one of the phrases, if there is any.
    mutating func add(_ phrases: [String]) {
        if let phrase = phrase(phrases) { lines.append(phrase) }
    }

    mutating func phrase(_ phrases: [String]) -> String? {
        phrases.isEmpty ? nil : generator.pick(phrases)
    }

    /// Digits for every `#`.
    mutating func filled(_ form: String) -> String {
        String(form.map { $0 == "#" ? Character(String(generator.below(10))) : $0 })
    }
}
