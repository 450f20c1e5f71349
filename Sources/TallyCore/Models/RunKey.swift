extension Variant {
    /// The digest of everything that can change an answer: never endpoint, limits, prices or concurrency.
    ///
    /// A prompt's words are part of it, its name is not: the same words are the same run.
    ///
    /// `images` is the digest of the cases' images, which counts where they are shown.
    package func key(dataset: Digest, images: Digest? = nil, task: ExtractionTask) -> Digest {
        var members = JSONObject([
            ("dataset", .string(dataset.description)), ("tool", "extract"),
            ("task", self.task(of: task).configuration), ("profile", profile.identity),
        ])
        if let cascade { members["cascade"] = cascade.identity }
        if profiles.contains(where: { $0.image != nil }), let images {
            members["images"] = .string(images.description)
        }
        return Digest(of: JSONValue.object(members))
    }
}

extension Benchmark {
    /// The digest of the plan: shards of one plan share it.
    package func key(dataset: Digest, images: Digest? = nil) -> Digest {
        let value: JSONValue = [
            "dataset": .string(dataset.description), "split": .optional(split),
            "limit": .optional(limit), "repeats": .number(repeats),
            "seed": .string(String(seed)),
            "runs": .array(
                variants.map {
                    .string($0.key(dataset: dataset, images: images, task: task).description)
                }
            ),
        ]
        return Digest(of: value)
    }
}
