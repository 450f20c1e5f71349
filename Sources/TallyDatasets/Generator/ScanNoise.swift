internal import TallyCore

/// Alters text as OCR does: look-alikes, lost spaces and characters, broken and joined lines, dirt.
struct ScanNoise {
    /// Probabilities; the first three a character, the others a line.
    struct Rates: Sendable {
        var confusion = 0.0
        var space = 0.0
        var drop = 0.0
        var merge = 0.0
        var split = 0.0
        var dirt = 0.0
        var cut = 0.0
    }

    let rates: Rates
    var generator: SeededGenerator

    mutating func scan(_ lines: [String]) -> String {
        var scanned: [String] = []
        var pending = ""
        for line in lines {
            pending += characters(generator.chance(rates.cut) ? cut(line) : line)
            if generator.chance(rates.merge) {
                pending += " "
                continue
            }
            scanned += broken(pending)
            if generator.chance(rates.dirt) { scanned.append(generator.pick(Self.dirt)) }
            pending = ""
        }
        if !pending.isEmpty { scanned.append(pending) }
        return scanned.joined(separator: "\n")
    }

    /// One line, or two when it breaks at a space.
    private mutating func broken(_ line: String) -> [String] {
        let spaces = line.indices.filter { line[$0] == " " }
        guard generator.chance(rates.split), !spaces.isEmpty else { return [line] }
        let space = generator.pick(spaces)
        return [String(line[..<space]), String(line[line.index(after: space)...])]
    }

    /// The right edge of the paper lay outside the scan.
    private mutating func cut(_ line: String) -> String {
        String(line.dropLast(1 + generator.below(4)))
    }

    private mutating func characters(_ line: String) -> String {
        var text = ""
        for character in line {
            if character == " " {
                if !generator.chance(rates.space) { text.append(character) }
                continue
            }
            if generator.chance(rates.drop) { continue }
            if let alike = Self.lookAlikes[character], generator.chance(rates.confusion) {
                text += generator.pick(alike)
            } else {
                text.append(character)
            }
        }
        return text
    }

    private static let dirt = ["'", ". ,", "|", "~", "_ -", ";", "i|", "..."]

    private static let lookAlikes: [Character: [String]] = [
        "0": ["O", "O", "o", "D"], "O": ["0", "Q"], "o": ["0", "c"],
        "1": ["l", "I", "7"], "l": ["1", "I"], "I": ["1", "l"], "i": ["j", "1"],
        "5": ["S", "s"], "S": ["5"], "s": ["5"], "8": ["B", "3"], "B": ["8"], "3": ["8"],
        "2": ["Z"], "Z": ["2"], "6": ["G", "b"], "G": ["6"], "9": ["g"], "7": ["1", "?"],
        "4": ["A"], "e": ["c"], "a": ["o"], "m": ["rn"], "n": ["r"], "t": ["f"], "E": ["F"],
        ".": [",", ""], ",": [".", ""], ":": [".", ";"], "/": ["l", "7"], "-": ["~", ""],
        "ü": ["u", "ii"], "ö": ["o"], "ä": ["a", "å"], "ß": ["B", "s"], "Ü": ["U"], "Ö": ["O"],
        "é": ["e"], "¥": ["Y", "\\"], "$": ["S", "5"], "€": ["C", "E"],
        "ー": ["一", "-"], "ロ": ["口"], "ニ": ["二"], "カ": ["力"], "ト": ["卜"], "ぽ": ["ぼ"],
        "ば": ["は"], "が": ["か"], "合": ["台"], "計": ["訃"], "日": ["目", "曰"], "月": ["用"],
        "円": ["丹"], "ン": ["ソ"], "ラ": ["う"],
    ]
}
