internal import Foundation
internal import TallyCore
internal import TallyDatasets

/// What a column or key of labels stands for.
enum LabelTarget: Hashable {
    /// A member of the record: id, text, image, file, split, group, user, locale.
    case record(String)
    /// A field of a receipt.
    case field(String, FieldSpec.Comparator)
    /// A field of one's own.
    case own(String)

    static let recordNames = ["id", "file", "image", "text", "split", "group", "user", "locale"]

    /// Letter case, spaces and hyphens of a name do not count.
    init(named name: String) {
        let plain = Self.plain(name)
        if Self.recordNames.contains(plain) {
            self = .record(plain)
        } else if let field = FieldSpec.receipt.first(where: { $0.name == plain }) {
            self = .field(field.name, field.comparator)
        } else {
            self = .own(plain)
        }
    }

    var name: String {
        switch self {
        case .record(let name), .field(let name, _), .own(let name): name
        }
    }

    /// A field, a receipt's or one's own.
    var isLabel: Bool {
        if case .record = self { false } else { true }
    }

    /// The known name an own one is suspiciously close to.
    var misspelt: String? {
        guard case .own(let name) = self else { return nil }
        return NearMiss.suggestion(
            for: name,
            among: FieldSpec.receipt.map(\.name) + Self.recordNames
        )
    }

    /// The name that is meant: as it is written, else whatever its letter case, spaces and hyphens.
    static func name(_ given: String, among names: [String]) -> String? {
        if names.contains(given) { return given }
        let plain = plain(given)
        return plain.isEmpty ? nil : names.first { Self.plain($0) == plain }
    }

    /// `Invoice No.` is `invoice_no`, `Währung` is `wahrung`.
    static func plain(_ name: String) -> String {
        var plain = ""
        var isPending = false
        let folded = LabelReader.trimmed(name).lowercased()
            .folding(options: .diacriticInsensitive, locale: nil)
        for character in folded {
            if character.isLetter || character.isNumber {
                if isPending, !plain.isEmpty { plain.append("_") }
                plain.append(character)
                isPending = false
            } else {
                isPending = true
            }
        }
        return plain
    }
}
