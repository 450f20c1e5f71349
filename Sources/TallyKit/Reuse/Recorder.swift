internal import TallyCore
internal import TallyDatasets
internal import TallyProviders
internal import TallyStore

/// Writes what an experiment's runs were answered as cassettes: a file for each profile of each run.
///
/// Everything comes from the store, so what earlier sittings were answered is recorded, too.
package struct Recorder {
    /// A cassette that was written.
    package struct Written: Sendable {
        package let path: String
        package let requests: Int
        /// Another file was there before.
        let isReplaced: Bool

        /// `recorded 200 requests: cassettes/gpt-4o.jsonl`.
        package var text: String {
            "recorded \(requests) requests: \(path)"
                + (isReplaced ? " (in place of an older file)" : "")
        }
    }

    let folder: String
    let store: Store
    let benchmark: Benchmark
    let images: (any ImageSource)?
    let schema: JSONValue

    /// Writes the cassettes; returns their paths, each with how many requests it holds.
    ///
    /// What was asked in batches has no latencies that a cassette could answer with, and is left out.
    func record(
        _ runs: [RunRecord],
        of experiment: ExperimentRecord
    ) async throws -> [Written] {
        try OutputFile.makeFolder(folder)
        var written: [Written] = []
        for run in runs where benchmark.variants.indices.contains(run.ordinal) {
            let variant = benchmark.variants[run.ordinal]
            var calls: [String: [SentCall]] = [:]
            try store.forEachSentCall(of: run) { calls[$0.profile, default: []].append($0) }
            let task = variant.task(of: benchmark.task)
            for profile in variant.profiles where profile.isRecordable {
                guard let own = calls.removeValue(forKey: profile.name) else { continue }
                let entries = try await entries(own, of: profile, task: task)
                let header = CassetteHeader(
                    profile: profile,
                    schema: Digest(of: schema),
                    recorded: run.started,
                    experiment: experiment.ulid,
                    run: run.name,
                    benchmark: experiment.name,
                    dataset: "\(experiment.dataset.name) \(experiment.dataset.version)",
                    requests: entries.count
                )
                let path = folder + "/" + Self.name(of: profile, in: run, variant) + ".jsonl"
                let isReplaced = OutputFile.exists(path)
                try OutputFile.put(Cassette(header: header, entries: entries).text, to: path)
                written.append(
                    Written(path: path, requests: entries.count, isReplaced: isReplaced)
                )
            }
        }
        return written
    }

    private func entries(
        _ calls: [SentCall],
        of profile: Profile,
        task: ExtractionTask
    ) async throws -> [Cassette.Entry] {
        let reader = StoredAnswerReader(profile: profile)
        var entries: [Cassette.Entry] = []
        for call in calls {
            let identity = RequestIdentity(
                try await task.prompt(for: call.item, shownTo: profile, images: images),
                repeatIndex: call.repeatIndex,
                role: call.role,
                to: profile,
                schema: Digest(of: schema)
            )
            entries.append(
                Cassette.Entry(identity: identity, attempts: call.attempts.map(reader.compacted))
            )
        }
        return entries
    }

    /// `gpt-4o`, and for the further profiles of a cascade `phi-then-gpt-4o.gpt-4o`.
    private static func name(of profile: Profile, in run: RunRecord, _ variant: Variant) -> String {
        let name = profile == variant.profile ? run.name : "\(run.name).\(profile.name)"
        return name.replacing("/", with: "-")
    }
}

extension Profile {
    /// A cassette answers with the latencies it recorded, which batches do not have.
    fileprivate var isRecordable: Bool { !isRecorded && batch == nil }
}
