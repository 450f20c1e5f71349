extension Variant {
    /// The digest of everything that can change an answer: never endpoint, limits, prices or concurrency.
    ///
    /// A prompt's words are part of it, its name is not: the same words are the same run.
    package func key(dataset: Digest, task: ExtractionTask) -> Digest {
        let value: JSONValue = [
            "dataset": .string(dataset.description), "tool": "extract",
            "task": self.task(of: task).configuration, "profile": profile.identity,
        ]
        return Digest(of: value)
    }
}

extension Benchmark {
    /// The digest of the plan: shards of one plan share it.
    package func key(dataset: Digest) -> Digest {
        let value: JSONValue = [
            "dataset": .string(dataset.description), "split": .optional(split),
            "limit": .optional(limit), "repeats": .number(repeats),
            "seed": .string(String(seed)),
            "runs": .array(
                variants.map { .string($0.key(dataset: dataset, task: task).description) }
            ),
        ]
        return Digest(of: value)
    }
}
