/// The numbers and the month's name in a text that holds a date.
struct DateTokens {
    struct Number {
        var value: Int
        /// Digits as written.
        var length: Int

        /// Four digits as they are; two digits by POSIX: 69...99 are 19xx, 00...68 are 20xx.
        var year: Int? {
            switch length {
            case 4: value
            case 2: value < 69 ? 2000 + value : 1900 + value
            default: nil
            }
        }
    }

    /// In the order written, those of times left out.
    private(set) var numbers: [Number] = []
    private(set) var month: Int?
    /// How many numbers stand before the month's name.
    private(set) var monthPosition = 0
    private var word = ""
    private var isInTime = false

    init(_ text: String) {
        var digits = ""
        for scalar in text.unicodeScalars {
            if scalar.properties.numericType == .decimal, let digit = scalar.properties.numericValue
            {
                endWord()
                digits.append(String(Int(digit)))
                continue
            }
            end(&digits, before: scalar)
            if scalar.properties.isAlphabetic {
                word.unicodeScalars.append(scalar)
            } else {
                endWord()
            }
        }
        end(&digits, before: " ")
        endWord()
    }

    private mutating func end(_ digits: inout String, before next: Unicode.Scalar) {
        defer { digits = "" }
        guard !digits.isEmpty else {
            if next != ":" { isInTime = false }
            return
        }
        // The hour before a colon, and the minutes and seconds behind one.
        if next == ":" || isInTime {
            isInTime = next == ":"
            return
        }
        guard let value = Int(digits), digits.utf8.count <= 8 else { return }
        numbers.append(Number(value: value, length: digits.utf8.count))
    }

    /// The last month named wins, for a weekday may look like one (French "mar" before "5 juin").
    private mutating func endWord() {
        defer { word = "" }
        guard !word.isEmpty, let named = MonthNames.month(NormalText.folded(word)) else { return }
        month = named
        monthPosition = numbers.count
    }
}
