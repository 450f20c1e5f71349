package import TallyCore
package import TallyDatasets

/// A dataset that was read once in whole and can be shown to models, with the order of its cases.
package struct RunnableDataset: Sendable {
    package let dataset: Dataset
    /// Positions in the benchmark's seeded order, cut at its limit.
    package let order: [Int]
    package let identity: DatasetIdentity
    /// Set when a variant shows images.
    package let images: DatasetImages?
    /// Of the images of all cases, whatever the seed and the limit; set when a variant shows images.
    package let imagesDigest: Digest?

    /// Opens and validates a benchmark's dataset.
    package init(of benchmark: Benchmark) async throws {
        do throws(DatasetError) {
            dataset = try Dataset.open(benchmark.dataset, split: benchmark.split)
        } catch {
            guard error.code == .notFound else { throw error }
            throw HarnessError(.usage, "\(benchmark.file): dataset: \(error.message)")
        }
        for variant in benchmark.variants {
            for profile in variant.profiles {
                try Self.check(dataset, shows: profile, in: variant.name)
            }
        }
        order = CaseOrder.positions(
            count: dataset.count,
            seed: benchmark.seed,
            limit: benchmark.limit
        )
        identity = dataset.identity(cases: order.count)
        let shown = benchmark.variants.flatMap(\.profiles).compactMap(\.image)
        guard !shown.isEmpty else {
            images = nil
            imagesDigest = nil
            return
        }
        let scales = shown.contains { $0.maxSide != nil }
        let images = try await DatasetImages(dataset, scales: scales)
        imagesDigest = try images.digest(of: Array(0..<dataset.count))
        self.images = images
    }

    /// Every case must have what the variant shows a model.
    private static func check(
        _ dataset: Dataset,
        shows profile: Profile,
        in variant: String
    ) throws(HarnessError) {
        let contents = dataset.contents
        func refuse(_ count: Int, _ problem: String, _ need: String) -> HarnessError {
            HarnessError(
                .usage,
                "\(dataset.path): \(count) of \(dataset.count) cases \(problem); \(need)"
            )
        }
        let textless = dataset.count - contents.withText
        guard let image = profile.image else {
            guard textless > 0 else { return }
            throw refuse(
                textless,
                "have no text to show a model",
                "\(variant) needs a text in every case"
                    + (contents.withImage > 0 && profile.provider != .rules
                        ? ", or `image: true` to show the image" : "")
            )
        }
        if contents.missingImages > 0 {
            let need = "\(variant) shows images: put them there, or take `image` away"
            throw refuse(contents.missingImages, "name an image that is not there", need)
        }
        switch image.show {
        case .image where contents.withImage < dataset.count:
            let need = "\(variant) needs one in every case; `image: {show: both}` takes either"
            throw refuse(dataset.count - contents.withImage, "have no image", need)
        case .both where contents.withNeither > 0:
            let need = "\(variant) needs one of them in every case"
            throw refuse(contents.withNeither, "have neither text nor image", need)
        default: return
        }
    }
}

extension Dataset {
    /// What is stored of the dataset with an experiment that plans so many of its cases.
    func identity(cases: Int) -> DatasetIdentity {
        DatasetIdentity(name: name, version: version, digest: digest.description, cases: cases)
    }
}
