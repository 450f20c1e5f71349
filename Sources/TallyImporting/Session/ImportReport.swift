internal import TallyCore
package import TallyDatasets

/// What an import took over and what it could not.
package struct ImportReport: Hashable, Sendable {
    /// How often a field is annotated.
    package struct Field: Hashable, Sendable {
        package let name: String
        /// Annotated in all, those as absent included.
        package internal(set) var annotated = 0
        /// Annotated as absent.
        package internal(set) var absent = 0
    }

    package internal(set) var manifest: DatasetManifest
    package internal(set) var cases = 0
    package private(set) var fields: [Field] = []
    package private(set) var withText = 0
    /// Cases with nothing to show a model: no text, and no image that is there.
    package private(set) var bare = 0
    package internal(set) var imagesFound = 0
    package internal(set) var imagesMissing = 0
    package private(set) var leftOut = 0
    /// Files without a label, and labels without a file.
    package private(set) var unpaired = 0
    /// Files with an image's ending that no model can be shown.
    package private(set) var unusable = 0
    /// Cases without any annotated field.
    package private(set) var unlabelled = 0
    /// What was taken from the layout and not from the labels.
    package internal(set) var assumed: [String] = []
    /// The first remarks, in the order of the source.
    package private(set) var remarks: [ImportRemark] = []
    package private(set) var remarkCount = 0
    /// Fields left unannotated, by name and reason.
    package private(set) var unannotated: [String: [LabelFault: Int]] = [:]

    package static let remarkLimit = 20

    /// Values that a locale would decide; a currency's is not among them.
    package var undecided: Int {
        unannotated.filter { $0.key != "currency" }.values.reduce(0) {
            $0 + ($1[.ambiguous] ?? 0)
        }
    }

    init(manifest: DatasetManifest) { self.manifest = manifest }

    mutating func add(_ item: Case, hasImage: Bool) {
        cases += 1
        if item.text == nil, !hasImage { bare += 1 }
        if item.text != nil { withText += 1 }
        if item.expected.isEmpty { unlabelled += 1 }
        for member in item.expected.members {
            let index = fields.firstIndex { $0.name == member.key } ?? fields.endIndex
            if index == fields.endIndex { fields.append(Field(name: member.key)) }
            fields[index].annotated += 1
            if member.value.isNull { fields[index].absent += 1 }
        }
    }

    /// `line_items.quantity` of `line_items[3].quantity`.
    private static func withoutIndices(_ path: String) -> String {
        path.split(separator: "[").enumerated().map { index, part in
            index == 0 ? part : part.drop { $0 != "]" }.dropFirst()
        }.joined()
    }

    mutating func note(_ remark: ImportRemark) {
        remarkCount += 1
        if remarks.count < Self.remarkLimit { remarks.append(remark) }
        switch remark.kind {
        case .unannotated(let fault):
            let field = Self.withoutIndices(remark.field ?? "")
            unannotated[field, default: [:]][fault, default: 0] += 1
        case .leftOut: leftOut += 1
        case .image: imagesMissing += 1
        case .unpaired: unpaired += 1
        case .unusable: unusable += 1
        case .text, .merged, .passedOver: break
        }
    }
}
