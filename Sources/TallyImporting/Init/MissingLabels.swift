internal import TallyDatasets

/// Why a folder has no labels that can be read: what lies there, and what to do.
struct MissingLabels: CustomStringConvertible {
    private let index: FileIndex
    private let root: String

    init(in index: FileIndex, root: String) {
        self.index = index
        self.root = root
    }

    /// A first line that counts, and a line for each file that might hold labels.
    var description: String {
        if index.isEmpty {
            return "\(root): the folder is empty, expected images or texts with their labels"
        }
        var lines = [
            "\(root): found \(Self.count(index.images.count, "image")) and "
                + "\(Self.count(index.texts.count, "text")) but no labels, expected a CSV file, JSON "
                + "lines, or a JSON file a document"
        ]
        lines += index.labels.prefix(Self.limit).compactMap(why)
        lines += index.spreadsheets.prefix(Self.limit).map(Self.spreadsheet)
        lines += index.unusable.prefix(Self.limit).map { "\($0.path): it is \($0.why)" }
        if !index.others.isEmpty {
            let names = index.others.prefix(3).joined(separator: ", ")
            lines.append(
                "of no use here: \(Self.count(index.others.count, "file")), such as \(names)"
            )
        }
        return lines.joined(separator: "\n")
    }

    static func spreadsheet(_ name: String) -> String {
        "\(name): a spreadsheet is not read; save it as CSV (UTF-8)"
    }

    private static let limit = 5

    private static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }

    /// What keeps a CSV file from being one of labels.
    private func why(_ name: String) -> String? {
        guard ["csv", "tsv"].contains(SourceFolder.ending(name)) else { return nil }
        let header: [String]
        do {
            var reader = try CSVReader(root + "/" + name)
            guard let record = try reader.next() else {
                return "\(name): the file is empty, expected a header and a row for each document"
            }
            header = record.fields.map(LabelReader.trimmed)
        } catch {
            return error.message.replacing(root + "/", with: "")
        }
        let columns = header.filter { !$0.isEmpty }
        let known = columns.compactMap { column in
            ColumnWords.meaning(of: column).map { "\($0)=\(column)" }
        }
        let map = known.isEmpty ? "file=COLUMN,total=COLUMN" : known.joined(separator: ",")
        let quote = map.contains(where: \.isWhitespace) ? "\"" : ""
        return
            "\(name): found the columns \(columns.prefix(12).joined(separator: ", ")), none of which "
            + "is known; say what they stand for: --map \(quote)\(map)\(quote)"
    }
}
