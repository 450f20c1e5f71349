package import TallyCore

/// What `dataset.json` says about a dataset.
package struct DatasetManifest: Hashable, Sendable {
    /// The manifest's name in the dataset's folder.
    package static let fileName = "dataset.json"

    package var name: String
    package var version: String
    package var license: String?
    /// Where the data comes from.
    package var source: String?
    package var description: String?
    /// Records by split, in the order written; empty when not stated.
    package var splits: [Split]
    /// The locale of records that state none.
    package var locale: String?
    /// The data may be shown to anyone.
    package var isPublic: Bool
    /// Values may leave the machine only when this is false.
    package var hasPersonalData: Bool
    /// The digest of the JSON-lines file.
    package var digest: Digest?
    /// The JSON-lines file in the same folder.
    package var file: String
    /// The command that makes the data, where one does.
    package var generated: String?

    package struct Split: Hashable, Sendable {
        package var name: String
        package var count: Int

        package init(_ name: String, _ count: Int) {
            self.name = name
            self.count = count
        }
    }

    package init(
        name: String,
        version: String = "1",
        license: String? = nil,
        source: String? = nil,
        description: String? = nil,
        splits: [Split] = [],
        locale: String? = nil,
        isPublic: Bool = false,
        hasPersonalData: Bool = true,
        digest: Digest? = nil,
        file: String,
        generated: String? = nil
    ) {
        self.name = name
        self.version = version
        self.license = license
        self.source = source
        self.description = description
        self.splits = splits
        self.locale = locale
        self.isPublic = isPublic
        self.hasPersonalData = hasPersonalData
        self.digest = digest
        self.file = file
        self.generated = generated
    }

    /// Letters, digits, `-`, `_` and `.`, not beginning with a dot: safe in paths and ids.
    package static func isName(_ text: String) -> Bool {
        guard !text.isEmpty, text.utf8.count <= 100, !text.hasPrefix(".") else { return false }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "."):
                true
            default: false
            }
        }
    }
}
