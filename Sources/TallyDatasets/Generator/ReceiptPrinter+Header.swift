internal import TallyCore

extension ReceiptPrinter {
    mutating func printHeader() {
        if generator.chance(0.12) { lines.append(generator.pick(Self.logos)) }
        if generator.chance(0.18) { add(region.words.welcomes) }
        if layout.isMerchantFirst {
            printMerchant()
            if generator.chance(0.2) { add(region.words.slogans) }
            printAddress()
        } else {
            printAddress()
            printMerchant()
        }
        if generator.chance(0.6) { lines.append("\(region.words.phone) \(draft.phone)") }
        if generator.chance(0.6), let form = phrase(region.words.taxNumbers) {
            lines.append(filled(form))
        }
    }

    private static let logos = ["||| ||", "~ * ~", "( o )", ". : .", "<<>>", "###"]

    private mutating func printMerchant() {
        if generator.chance(0.1), let form = phrase(region.words.greetings) {
            lines.append(form.replacing("{}", with: draft.merchant))
        } else {
            lines.append(draft.merchant)
        }
    }

    private mutating func printAddress() {
        if generator.chance(0.2), draft.address.count > 1 {
            lines.append(draft.address.joined(separator: ", "))
        } else {
            lines += draft.address
        }
    }

    mutating func printDate() {
        let words = region.words
        if generator.chance(0.1) { printOtherDate() }
        let label = phrase(words.dateLabels) ?? ""
        var line = label + layout.dateStyle.text(draft.date)
        if generator.chance(0.75) { line += " " + time }
        let number = (phrase(words.receiptNumbers) ?? "") + String(1000 + generator.below(98_999))
        switch generator.below(4) {
        case 0: lines += [number, line]
        case 1: lines += [line, number]
        case 2: lines.append(line + "  " + number)
        default: lines.append(line)
        }
    }

    private var time: String {
        let hour = draft.time / 60
        let minute = padded(draft.time % 60)
        guard region.currency == "USD" else { return "\(padded(hour)):\(minute)" }
        return "\((hour + 11) % 12 + 1):\(minute) \(hour < 12 ? "AM" : "PM")"
    }
}
