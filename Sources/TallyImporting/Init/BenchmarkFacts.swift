internal import TallyCore
internal import TallyDatasets

/// What a benchmark file has to know of a dataset.
package struct BenchmarkFacts: Sendable {
    /// A field of one's own and the comparator its values call for.
    package struct OwnField: Hashable, Sendable {
        package let name: String
        package let comparator: String
        /// A single value that every case has, absent ones included.
        let isComplete: Bool
    }

    package let name: String
    package let cases: Int
    package let withText: Int
    /// Cases whose image is there.
    package let withImage: Int
    /// Images that cases name and that are not there.
    package let missingImages: Int
    /// The split to run, when only a part has texts, or images where none has a text.
    package let split: String?
    /// Receipt fields that are annotated, in their usual order.
    package let fields: [String]
    package let ownFields: [OwnField]

    static let textSplit = "with-text"
    static let imageSplit = "image-only"
    static let bareSplit = "nothing-to-show"

    /// A case has something to show a model.
    package var isShowable: Bool { withText > 0 || withImage > 0 }

    /// The names that must be right in a document: the usual ones as far as they are annotated, and one's own that every case has.
    package var required: [String] {
        let usual = ["merchant", "date", "total"].filter(fields.contains)
        let names = usual + ownFields.filter(\.isComplete).map(\.name)
        if !names.isEmpty { return names }
        return Array((fields + ownFields.map(\.name)).prefix(1))
    }

    /// Most fields are one's own, so that the words of the built-in prompt, which speak of receipts, may not fit.
    package var isForeign: Bool { ownFields.count > fields.count }

    init(_ dataset: Dataset) throws {
        name = dataset.name
        cases = dataset.count
        withText = dataset.contents.withText
        missingImages = dataset.contents.missingImages
        withImage = dataset.contents.withImage - missingImages
        let splits = withText > 0 ? [Self.textSplit] : [Self.imageSplit]
        split = splits.first { name in dataset.splits.contains { $0.name == name } }
        let known = FieldSpec.receipt.map(\.name)
        var found: Set<String> = []
        var own: [(name: String, values: OwnFieldValues)] = []
        for position in 0..<dataset.count {
            for member in try dataset.load(position).expected.members {
                if known.contains(member.key) {
                    found.insert(member.key)
                    continue
                }
                let index = own.firstIndex { $0.name == member.key } ?? own.endIndex
                if index == own.endIndex { own.append((member.key, OwnFieldValues())) }
                own[index].values.add(member.value)
            }
        }
        fields = known.filter(found.contains)
        ownFields = own.filter { OwnFieldValues.isName($0.name) }.map {
            OwnField(
                name: $0.name,
                comparator: $0.values.comparator,
                isComplete: $0.values.isScalar && $0.values.annotated == dataset.count
            )
        }
    }
}

/// What the values of a field have in common.
private struct OwnFieldValues {
    /// In all, those annotated as absent included.
    private(set) var annotated = 0
    private var count = 0
    private var numbers = 0
    private var dates = 0
    private var amounts = 0
    private var lists = 0
    private let reader = LabelReader()

    mutating func add(_ value: JSONValue) {
        annotated += 1
        if value.isNull { return }
        count += 1
        switch value {
        case .number: numbers += 1
        case .array: lists += 1
        case .string(let text):
            if (try? reader.read(text, as: .date)) == .string(text) { dates += 1 }
            let isAmount = text.contains(/^\p{Sc}?\s*-?[0-9][0-9.,' ]*[.,][0-9]{2}\s*\p{Sc}?$/)
            if isAmount, (try? reader.read(text, as: .money)) != nil { amounts += 1 }
            if Self.isNumber(text) { numbers += 1 }
        default: break
        }
    }

    /// `text` unless all values are of another kind.
    var comparator: String {
        switch count {
        case 0: "text"
        case amounts: "money"
        case numbers: "number"
        case dates: "date"
        case lists: "list"
        default: "text"
        }
    }

    var isScalar: Bool { lists == 0 }

    /// Digits that are counted with: `0012` and those of a card or a phone are names, 1.234 could be a thousand.
    private static func isNumber(_ text: String) -> Bool {
        guard text.contains(/^-?(0|[1-9][0-9]{0,8})([.,][0-9]+)?$/) else { return false }
        return !text.contains(/[.,][0-9]{3}$/)
    }

    /// A name a benchmark may use for a field.
    static func isName(_ name: String) -> Bool {
        name.utf8.count <= 64
            && name.utf8.allSatisfy {
                $0 == UInt8(ascii: "_") || (0x30...0x39).contains($0)
                    || (0x61...0x7A).contains($0 | 0x20)
            }
    }
}
