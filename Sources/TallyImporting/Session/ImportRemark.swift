/// One thing an import could not take over, and where; it prints as one line.
package struct ImportRemark: Hashable, Sendable, CustomStringConvertible {
    package enum Kind: Hashable, Sendable {
        /// A field is left unannotated.
        case unannotated(LabelFault)
        /// A document is left out.
        case leftOut
        /// An image is not there, or its path is refused.
        case image
        /// A part of the text is left out.
        case text
        /// A file without a label, or a label without a file.
        case unpaired
        /// A file with an image's ending that no model can be shown.
        case unusable
        /// A document is stated several times.
        case merged
        /// A folder that is a dataset already is passed over.
        case passedOver
    }

    package let kind: Kind
    package let field: String?
    package let description: String

    init(place: String, field: String, fault: LabelFault, found: String) {
        kind = .unannotated(fault)
        self.field = field
        let found = found.count > 60 ? "\"\(found.prefix(60))...\"" : "\"\(found)\""
        let why =
            switch fault {
            case .empty: "found nothing"
            case .unreadable: "found \(found), which cannot be read"
            // Which of two currencies is meant no locale says.
            case .ambiguous where field == "currency":
                "found \(found), which can be read in two ways"
            case .ambiguous: "found \(found), which can be read in two ways (--locale decides)"
            case .conflicting: "found \(found), which differ"
            case .unpaired: "found \(found), expected an item and its price in a row"
            }
        description = "\(place): \(field): \(why); left unannotated"
    }

    /// A value that a dataset has no place for; `found` names what it is.
    init(place: String, dropping field: String, found: String) {
        kind = .unannotated(.unreadable)
        self.field = field
        description =
            "\(place): \(field): found \(found), which a dataset cannot hold; left unannotated"
    }

    init(_ kind: Kind, _ description: String) {
        self.kind = kind
        field = nil
        self.description = description
    }
}
