internal import TallyCore

extension Dataset {
    /// Writes a seeded sample as a dataset of its own: the records as they are, with their images.
    ///
    /// Cases of one group are drawn together or not at all.
    package func writeSample(
        _ options: SampleOptions,
        to folder: String,
        generatedBy command: String
    ) throws -> DatasetManifest {
        let name = folder.split(separator: "/").last.map(String.init) ?? folder
        try check(options, name: name)
        let positions = try SampleUnits(self, by: options.stratum)
            .draw(options.count, seed: options.seed)
        guard !positions.isEmpty else {
            throw DatasetError(
                .options,
                "--count: every group has more than \(options.count) cases"
            )
        }
        let writer = DatasetWriter(folder: folder, overwrites: options.overwrites)
        var sink = try writer.begin(sampleManifest(named: name, generatedBy: command))
        for position in positions {
            let item = try load(position)
            if let image = item.image, let file = try imageFile(of: item) {
                try OutputFile.copy(file, into: folder, as: image)
            }
            try sink.append(record: line(position), split: item.split)
        }
        return try sink.finish()
    }

    private func check(_ options: SampleOptions, name: String) throws(DatasetError) {
        guard DatasetManifest.isName(name) else {
            throw DatasetError(
                .options,
                "\"\(name)\" is no dataset name: use letters, digits, '-', '_' and '.'"
            )
        }
        guard (1...count).contains(options.count) else {
            throw DatasetError(
                .options,
                "--count: found \(options.count), expected at least 1 and at most the "
                    + "\(count) cases there are"
            )
        }
    }

    private func sampleManifest(named name: String, generatedBy command: String) -> DatasetManifest
    {
        DatasetManifest(
            name: name,
            version: version,
            license: manifest?.license,
            source: manifest?.source ?? self.name,
            description: manifest?.description,
            locale: manifest?.locale,
            isPublic: manifest?.isPublic ?? false,
            hasPersonalData: hasPersonalData,
            file: name + ".jsonl",
            generated: command
        )
    }
}
