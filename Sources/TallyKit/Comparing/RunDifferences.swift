internal import TallyCore

/// What is different about two runs besides their results, and what that means for a comparison.
struct RunDifferences {
    let baseline: ComparisonSide
    let candidate: ComparisonSide

    /// Above this share of trials without an answer a run's figures rest on a selection of the cases.
    static let tolerableFailures = 0.05

    /// What must be known of a comparison of scores, costs and times.
    var remarks: [Remark] { ofScores + [time].compactMap(\.self) }

    /// The same without what concerns times alone.
    var ofScores: [Remark] {
        let all: [Remark?] = [
            scorer, simulated, imported, recorded, dataset, prompt, requested, streaming, tier,
            repeats,
            failures(baseline), failures(candidate), versions(baseline), versions(candidate),
        ]
        return all.compactMap(\.self)
    }

    /// Cases that both hold, with the same content.
    var isComparable: (String) -> Bool {
        if baseline.dataset.digest == candidate.dataset.digest { return { _ in true } }
        let (left, right) = (baseline.contents, candidate.contents)
        return { id in left[id] != nil && left[id] == right[id] }
    }

    private var names: (String, String) { (baseline.run.name, candidate.run.name) }

    private var scorer: Remark? {
        guard baseline.scorer != candidate.scorer else { return nil }
        return Remark(
            .refusal,
            "\(names.0) and \(names.1) were scored by different rules; `tally rescore \(candidate.run.id) "
                + "--benchmark FILE` scores one by the other's"
        )
    }

    private var simulated: Remark? {
        marked(
            "simulated: no model answered, and the differences say nothing of one",
            \.isSimulated
        )
    }

    private var imported: Remark? {
        marked("imported: made elsewhere, cost and times are as stated", \.isImported)
    }

    private var recorded: Remark? {
        marked("recorded: answers, cost and times are those of the recording", \.isRecorded, .note)
    }

    private func marked(
        _ words: String,
        _ isMarked: (ComparedRun) -> Bool,
        _ weight: Remark.Weight = .caution
    ) -> Remark? {
        var runs: [String] = []
        for side in [baseline, candidate] where isMarked(side.run) && !runs.contains(side.run.name)
        { runs.append(side.run.name) }
        guard !runs.isEmpty else { return nil }
        return Remark(weight, runs.joined(separator: ", ") + " " + words)
    }

    private var dataset: Remark? {
        let (left, right) = (baseline.dataset, candidate.dataset)
        guard left.digest != right.digest else { return nil }
        let common = Set(baseline.contents.keys).intersection(candidate.contents.keys)
        let changed = common.count { !isComparable($0) }
        return Remark(
            .caution,
            "the datasets differ (\(left.name) \(left.version), \(right.name) \(right.version)): cases with "
                + "equal text and truth are compared, \(changed) that changed are left out"
        )
    }

    private var prompt: Remark? {
        guard let left = baseline.terms.prompt, let right = candidate.terms.prompt, left != right
        else { return nil }
        guard baseline.terms.model == candidate.terms.model else {
            return Remark(
                .caution,
                "model and prompt both differ: the difference is of the two together"
            )
        }
        return Remark(.note, "the prompts differ")
    }

    private var requested: Remark? {
        let (left, right) = (baseline.run.returnedModels, candidate.run.returnedModels)
        guard let model = baseline.terms.model, model == candidate.terms.model,
            baseline.terms.provider == candidate.terms.provider, !left.isEmpty, !right.isEmpty,
            Set(left.keys) != Set(right.keys)
        else { return nil }
        return Remark(
            .caution,
            "both asked for \(model), and other versions answered: \(words(left)); \(words(right))"
        )
    }

    private func versions(_ side: ComparisonSide) -> Remark? {
        let models = side.run.returnedModels
        guard models.count > 1 else { return nil }
        return Remark(
            .caution,
            "\(side.run.name) was answered by \(models.count) model versions: \(words(models))"
        )
    }

    private var streaming: Remark? {
        guard let left = baseline.terms.isStreamed, let right = candidate.terms.isStreamed,
            left != right
        else { return nil }
        return Remark(.caution, "one was streamed, the other not: their times differ for that, too")
    }

    private var tier: Remark? {
        let (left, right) = (baseline.terms.tiers, candidate.terms.tiers)
        guard !left.isEmpty, !right.isEmpty, left != right else { return nil }
        return Remark(
            .caution,
            "service tiers differ (\(left.joined(separator: ", ")); \(right.joined(separator: ", "))): cost and "
                + "times are of those"
        )
    }

    private var repeats: Remark? {
        let (left, right) = (baseline.repeats, candidate.repeats)
        return left == right ? nil : Remark(.note, "repeats differ (\(left), \(right))")
    }

    private var time: Remark? {
        guard baseline.run.experiment != candidate.run.experiment, !baseline.run.isImported,
            !candidate.run.isImported
        else { return nil }
        return Remark(
            .caution,
            "runs of two experiments: times also hold what changed between them (host, network, load)"
        )
    }

    private func failures(_ side: ComparisonSide) -> Remark? {
        let failed = side.results.reduce(0) { $0 + $1.failed }
        let all = side.results.reduce(failed) { $0 + $1.scored }
        guard all > 0, Double(failed) / Double(all) > Self.tolerableFailures else { return nil }
        return Remark(
            .caution,
            "\(failed) of \(all) trials of \(side.run.name) brought no answer: its scores are of the others"
        )
    }

    private func words(_ counts: [String: Int]) -> String {
        counts.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" }.joined(separator: ", ")
    }
}
