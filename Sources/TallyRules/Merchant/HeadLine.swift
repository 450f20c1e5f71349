/// What a line in a receipt's head is for.
enum HeadLine: Hashable, Sendable {
    /// May name the merchant.
    case name
    case address
    /// Greeting, slogan, code, web address: says nothing, but the head goes on.
    case noise
    /// Phone, tax number.
    case contact
    /// Title, date, cashier, column names: the head is over.
    case end

    init(_ line: Line, next: Line?) {
        if line.letters < 2 || Self.isCode(line) || Self.isCurrency(line) {
            self = .noise
        } else if Self.isEnd(line) {
            self = .end
        } else if line.has(.phone), line.digits >= 5 {
            self = .contact
        } else if line.has(.registration), !line.has(.legal) {
            self = .contact
        } else if Self.isAddress(line, next: next) {
            self = .address
        } else if line.has([.expiry, .points]), line.digits >= 2,
            !line.has([.legal, .business])
        {
            self = .noise
        } else if line.has([.web, .hours]), !line.has(.legal) {
            self = .noise
        } else if line.has(.greeting), !line.has([.legal, .business]) {
            self = .noise
        } else {
            self = .name
        }
    }

    /// Registration numbers in parentheses, slips' numbers: hardly a letter among digits.
    private static func isCode(_ line: Line) -> Bool {
        if line.digits > 2 * line.letters { return true }
        guard line.scalars.first == "(" else { return false }
        return line.digits >= 5 && !line.has(.legal)
    }

    private static func isCurrency(_ line: Line) -> Bool {
        line.words.allSatisfy { $0.hints.contains(.currency) || $0.letters == 0 }
    }

    private static func isEnd(_ line: Line) -> Bool {
        if line.has(.relation) { return true }
        // "Table 5", "Cashier: CN", but not "The Round Table".
        let isEntry = line.digits > 0 || line.scalars.contains(":") || line.words.count <= 2
        if line.has(.person), isEntry { return true }
        if line.has(.title), !line.has([.legal, .business]) { return true }
        if line.has(.date), line.digits >= 4 { return true }
        if line.has([.quantity, .price]), line.has([.item, .amount, .price]), line.digits == 0 {
            return true
        }
        return line.has(.total) && line.digits >= 2
    }

    // MARK: Address

    static func isAddress(_ line: Line, next: Line?) -> Bool {
        if line.has(.legal) { return false }
        let hasJapanese = line.scalars.contains { ScalarFold.isJapanese($0) }
        if hasJapanese { return line.has(.place) && line.digits >= 1 }
        let hasNumber = line.digits >= 1
        if line.has(.street), hasNumber || line.has(.place) { return true }
        if hasPostcode(line) { return true }
        if line.words.count(where: { $0.hints.contains(.place) }) >= 2 { return true }
        if hasNumber, hasStreetEnding(line) { return true }
        guard let next, hasNumber else { return false }
        // The street's number, right above the town's postcode.
        return hasPostcode(next) && !next.has(.legal) && isNumbered(line)
    }

    /// Five digits beside a town's name.
    private static func hasPostcode(_ line: Line) -> Bool {
        guard line.letters >= 2 else { return false }
        return line.words.contains { word in
            word.count == 5 && word.digits >= 4
                && (line[word.end] != "-" || line[word.end + 1] == " ")
        }
    }

    private static func isNumbered(_ line: Line) -> Bool {
        [line.words.first, line.words.last].contains { word in
            word.map { $0.digits > 0 && $0.digits >= $0.letters } ?? false
        }
    }

    private static let endings = ["strasse", "straße", "str", "gasse", "allee", "platz", "weg"]

    /// German street names end in the word for street.
    private static func hasStreetEnding(_ line: Line) -> Bool {
        line.words.contains { word in
            guard word.count >= 5 else { return false }
            let text = line.text(word.start..<word.end).lowercased()
            return endings.contains { text.hasSuffix($0) }
        }
    }
}
