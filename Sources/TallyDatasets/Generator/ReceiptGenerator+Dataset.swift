package import TallyCore

extension ReceiptGenerator {
    /// All records in order, made one at a time.
    package var receipts: some Sequence<Case> {
        (0..<options.count).lazy.map { receipt($0) }
    }

    /// Writes the dataset's folder; the same options give the same bytes.
    @discardableResult
    package func write(
        to folder: String,
        overwrites: Bool = false
    ) throws(DatasetError) -> DatasetManifest {
        let writer = DatasetWriter(folder: folder, overwrites: overwrites)
        return try writer.write(receipts, manifest: manifest, readme: readme)
    }

    /// Without counts and digest, which writing finds out.
    package var manifest: DatasetManifest {
        DatasetManifest(
            name: options.name,
            license: "CC0-1.0",
            source: "generated",
            description: "Synthetic receipts with known truth and three levels of OCR noise",
            isPublic: true,
            hasPersonalData: false,
            file: options.name + ".jsonl",
            generated: options.command
        )
    }

    private var readme: String {
        """
        # \(options.name)

        \(options.count) synthetic receipts (\(options.locales.joined(separator: ", "))): OCR text \
        with noise, and what the paper said. Shops, streets and towns are made up. Made by

            \(options.command)

        which gives the same bytes every time. The fields are described in docs/datasets.md.

        """
    }
}

extension ReceiptGenerator.Options {
    /// The command that generates this dataset.
    package var command: String {
        let usual = Self()
        var words = ["tally dataset generate datasets/\(name) --count \(count) --seed \(seed)"]
        if locales != usual.locales { words.append("--locales " + locales.joined(separator: ",")) }
        if smoke != usual.smoke { words.append("--smoke \(smoke)") }
        if shares != usual.shares {
            let list = shares.map { "\($0.name)=\($0.share)" }.joined(separator: ",")
            words.append("--splits " + list)
        }
        if conventions != usual.conventions {
            words.append("--conventions " + conventions.rawValue)
        }
        if hasInjections { words.append("--injections") }
        return words.joined(separator: " ")
    }
}
