/// The merchant's name and address as the receipt's head prints them.
struct Head: Hashable, Sendable {
    var merchant: String?
    var address: String?
    /// The line behind the head.
    var end = 0
}

/// Reads the merchant and the address from the lines above the first item.
struct HeadReader {
    /// Longest head considered, in lines.
    static let maxLines = 14

    private let lines: [Line]
    private let kinds: [HeadLine]

    init(lines: [Line], firstAmountLine: Int?) {
        let end = min(lines.count, Self.maxLines, max(firstAmountLine ?? Self.maxLines, 2))
        self.lines = Array(lines.prefix(end))
        kinds = lines.prefix(end).enumerated().map { index, line in
            HeadLine(line, next: index + 1 < lines.count ? lines[index + 1] : nil)
        }
    }

    func head() -> Head {
        var head = names()
        head.end = end(block: nameBlock)
        return head
    }

    /// Behind the last line that is known to belong to the head.
    private func end(block: Range<Int>?) -> Int {
        let last = kinds.indices.last { index in
            switch kinds[index] {
            case .address, .contact: true
            // A word without a number right above the first amounts is an item's name.
            case .end: index < kinds.count - 1 || lines[index].digits > 0
            case .name, .noise: false
            }
        }
        return max((last ?? -1) + 1, block?.upperBound ?? 0)
    }

    private var nameBlock: Range<Int>? {
        bestName().map { MerchantName(lines: lines, kinds: kinds).block(around: $0) }
    }

    private func names() -> Head {
        guard let block = nameBlock else { return gluedHead() }
        let name = block.map { lines[$0].text }.joined(separator: " ")
        return Head(merchant: MerchantName.cleaned(name), address: address(around: block))
    }

    // MARK: Name

    /// The name is a legal or business name near the top; without one the first line that may be a name.
    private func bestName() -> Int? {
        var best: (index: Int, score: Int)?
        var ordinal = 0
        for (index, kind) in kinds.enumerated() {
            let isOver = kind == .end || kind == .contact
            if isOver, best != nil || hasGluedName(before: index) { break }
            guard kind == .name else { continue }
            let score = rank(lines[index], at: index) - 3 * ordinal
            if best.map({ score > $0.score }) ?? true { best = (index, score) }
            ordinal += 1
        }
        return best?.index
    }

    /// A name and its address on one line, which scanners make of two.
    private func hasGluedName(before index: Int) -> Bool {
        kinds[..<index].indices.contains {
            kinds[$0] == .address && MerchantName.leadingWords(lines[$0]) != nil
        }
    }

    private func gluedHead() -> Head {
        for index in kinds.indices where kinds[index] == .address {
            guard let name = MerchantName.leadingWords(lines[index]) else { continue }
            let rest = name.unicodeScalars.count..<lines[index].scalars.count
            return Head(merchant: MerchantName.cleaned(name), address: lines[index].text(rest))
        }
        let first = kinds.indices.first { lines[$0].letters >= 3 }
        return Head(
            merchant: first.flatMap { MerchantName.cleaned(lines[$0].text) },
            address: address(around: nil)
        )
    }

    private func rank(_ line: Line, at index: Int) -> Int {
        if isLegal(index) { return 12 }
        // Continued on the next line by a legal form that stands alone.
        if index + 1 < kinds.count, MerchantName.isContinuation(lines[index + 1]) { return 12 }
        // "Bistro & Cafe" alone says what a place is, not its name.
        let isKindOnly = line.words.allSatisfy { $0.hints.contains(.business) || $0.count == 1 }
        return line.has(.business) && !isKindOnly ? 8 : 0
    }

    private func isLegal(_ index: Int) -> Bool {
        let line = lines[index]
        return line.has(.legal) || MerchantName.hasShortLegalForm(line)
    }

    // MARK: Address

    /// The first run of address lines behind the name, else the one before it.
    private func address(around block: Range<Int>?) -> String? {
        let start = block?.upperBound ?? 0
        let before = block?.lowerBound ?? 0
        guard let found = run(from: start, to: kinds.count) ?? run(from: 0, to: before) else {
            return nil
        }
        var text = ""
        for index in found {
            let line = lines[index].text
            if !text.isEmpty { text += text.hasSuffix(",") ? " " : ", " }
            text += line
        }
        while let last = text.last, last == "," || last == " " { text.removeLast() }
        return text
    }

    private func run(from start: Int, to end: Int) -> Range<Int>? {
        guard start < end,
            let first = (start..<end).first(where: { kinds[$0] == .address })
        else { return nil }
        var last = first + 1
        while last < end, continuesAddress(last) { last += 1 }
        return first..<last
    }

    private func continuesAddress(_ index: Int) -> Bool {
        if kinds[index] == .address { return true }
        guard kinds[index] == .name else { return false }
        let line = lines[index]
        if line.has([.place, .street]) { return true }
        return lines[index - 1].scalars.last == "," && !line.has(.legal)
    }
}
