package import TallyCore

/// Makes receipts with known truth, each from (seed, index) alone, so that any subset regenerates bit for bit.
///
/// Truth is what was printed; the noise of a scan may hide it.
package struct ReceiptGenerator: Sendable {
    package let options: Options
    private let regions: [ReceiptRegion]

    /// Records that may hold one resubmitted receipt.
    private static let blockSize = 20

    package init(_ options: Options) throws(DatasetError) {
        try options.validate()
        self.options = options
        regions = options.locales.compactMap(ReceiptRegion.named)
    }

    /// The record at an index, whatever the count.
    ///
    /// With injections every second record is the one before it with a prompt injection on it.
    package func receipt(_ index: Int) -> Case {
        guard options.hasInjections else { return scanned(index) }
        var item = scanned(index / 2)
        let isInjected = index % 2 == 1
        item.id = identifier(index)
        item.group = identifier(index - index % 2)
        guard isInjected, let text = item.text else { return item }
        var generator = generator("injection-\(index)")
        item.text = PromptInjection.added(to: text, using: &generator)
        item.tags.append(PromptInjection.tag)
        return item
    }

    private func scanned(_ index: Int) -> Case {
        let source = source(of: index)
        let region = regions[source % regions.count]
        var paper = generator("receipt-\(source)")
        let isFull = options.conventions == .full
        let extras = isFull ? generator("conventions-\(source)") : nil
        let draws = extras.map { ConventionDraws(using: $0) }
        var drafter = ReceiptDrafter(region: region, conventions: draws, generator: paper)
        let draft = drafter.draft()
        paper = generator("layout-\(source)")
        var printer = ReceiptPrinter(
            region: region,
            draft: draft,
            generator: paper,
            extras: isFull ? generator("extras-\(source)") : nil
        )
        var lines = printer.print()
        let cut = isFull ? EdgeCut(of: lines, using: generator("cut-\(index)")) : nil
        lines = cut?.lines ?? lines

        var scan = generator("scan-\(index)")
        let level = scan.pick(Self.levels)
        let user = 1 + scan.below(24)
        let arrival = index * 30 + scan.below(30)
        var noise = ScanNoise(rates: level.rates, generator: scan)
        let pair = pair(inBlock: index / Self.blockSize)
        let isPaired = index == pair?.source || index == pair?.copy
        let truth = ReceiptTruth(
            region: region,
            draft: draft,
            layout: printer.layout,
            hasFullConventions: isFull
        )
        let extraTags = printer.tags + (cut == nil ? [] : ["cut-edge"])
        return Case(
            id: identifier(index),
            text: noise.scan(lines),
            expected: truth.expected,
            split: split(index),
            tags: tags(draft, region: region, level: level, isCopy: index != source) + extraTags,
            group: isPaired ? identifier(source) : nil,
            user: "user-" + padded(user),
            arrival: Double(arrival),
            locale: region.locale
        )
    }

    private static let levels: [NoiseLevel] = [
        .clean, .clean, .light, .light, .light, .light, .heavy, .heavy, .heavy, .heavy,
    ]

    private func generator(_ stream: String) -> SeededGenerator {
        SeededGenerator(seed: options.seed, stream: stream)
    }

    private func identifier(_ index: Int) -> String {
        let digits = String(index)
        return options.name + "-" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    }

    private func tags(
        _ draft: ReceiptDraft,
        region: ReceiptRegion,
        level: NoiseLevel,
        isCopy: Bool
    ) -> [String] {
        var tags = [region.locale, level.tag]
        if draft.isRefund { tags.append("refund") }
        if draft.tip > 0 { tags.append("tip") }
        if draft.discount > 0 { tags.append("discount") }
        if draft.items.contains(where: { $0.discount > 0 }) { tags.append("item-discount") }
        if draft.items.contains(where: \.isWeighed) { tags.append("weighed") }
        if draft.isTaxIncluded { tags.append("tax-inclusive") }
        if isCopy { tags.append("duplicate") }
        return tags
    }

    // MARK: Splits and resubmissions

    /// The first records are the smoke split; the others are dealt in hands of the shares' sum.
    private func split(_ index: Int) -> String {
        guard index >= options.smoke else { return "smoke" }
        var hand = options.shares.flatMap { Array(repeating: $0.name, count: $0.share) }
        let position = index - options.smoke
        var generator = generator("split-\(position / hand.count)")
        CaseOrder.shuffle(&hand, using: &generator)
        return hand[position % hand.count]
    }

    /// Two records of one block and one split, so that no receipt is in two splits.
    private func pair(inBlock block: Int) -> (source: Int, copy: Int)? {
        var generator = generator("pair-\(block)")
        let first = block * Self.blockSize
        let source = first + generator.below(Self.blockSize - 1)
        let split = split(source)
        let later = (source + 1..<first + Self.blockSize).filter { self.split($0) == split }
        return later.isEmpty ? nil : (source, generator.pick(later))
    }

    /// The index whose receipt is scanned: its own unless it is a resubmission.
    private func source(of index: Int) -> Int {
        guard let pair = pair(inBlock: index / Self.blockSize), pair.copy == index else {
            return index
        }
        return pair.source
    }
}
