internal import TallyAnalysis
internal import TallyCore
internal import TallyStore

/// Holds the runs of a report against each other: paired comparison, choice by the cost of an error, cascade.
struct ReportContest {
    let store: Store
    let runs: [RunSelector.Chosen]
    let options: Comparisons.Options

    /// Compares the first run with the others; returns why that is not possible, where it is not.
    func compare(_ report: inout EvaluationReport) throws -> String? {
        guard runs.count > 1 else { return nil }
        do {
            report.comparison = try compared(runs.map(\.run.ulid))
            return nil
        } catch let error as HarnessError where error.code == .incomparable {
            return "the runs cannot be compared case by case: \(error)"
        }
    }

    /// Whom to take at which cost of an error: among runs that really answered, where there are any.
    func choose(_ report: inout EvaluationReport) throws {
        let all = report.runs.enumerated().filter { $0.element.summary.documentExact != nil }
        let real = all.filter { !$0.element.summary.isSimulated }
        for (index, run) in real.isEmpty ? all : real {
            let summary = run.summary
            guard let cost = summary.cost.perDocument, let exact = summary.documentExact else {
                report.choice.unpriced.append(summary.name)
                continue
            }
            var option = ErrorCostChoice.Option(
                run: index,
                name: summary.name,
                isSimulated: summary.isSimulated,
                cost: cost.value,
                accuracy: exact.value
            )
            // Runs that ended at different cases are weighed on those that all of them have.
            if let front = report.comparison?.front, front.indices.contains(index) {
                (option.cost, option.accuracy) = (front[index].cost, front[index].accuracy)
            }
            report.choice.options.append(option)
        }
        report.choice.steps = ErrorCostEnvelope.steps(of: report.choice.options)
        for index in report.choice.steps.indices.dropFirst() {
            let steps = report.choice.steps
            report.choice.steps[index].gain = try gain(
                of: steps[index].option.run,
                over: steps[index - 1].option.run,
                in: report.comparison
            )
        }
        report.cascade = try cascade(report.choice.steps)
    }

    /// `nil` where the two cannot be compared.
    private func gain(
        of strong: Int,
        over cheap: Int,
        in comparison: Comparison?
    ) throws -> ErrorCostChoice.Gain? {
        if cheap == 0, let pair = comparison?.pairs[strong - 1] { return Self.gain(pair) }
        do {
            let both = try compared([cheap, strong].map { runs[$0].run.ulid })
            return both.pairs.first.flatMap(Self.gain)
        } catch let error as HarnessError where error.code == .incomparable {
            return nil
        }
    }

    private static func gain(_ pair: Comparison.Pair) -> ErrorCostChoice.Gain? {
        func metric(_ name: String) -> PairedMetric? { pair.metrics.first { $0.name == name } }
        return metric("document_exact").map { accuracy in
            ErrorCostChoice.Gain(
                accuracy: accuracy,
                cost: metric("cost_per_document"),
                flips: pair.flips,
                cases: pair.cases.count - pair.cases.unscored
            )
        }
    }

    private func compared(_ ulids: [String]) throws -> Comparison {
        try Comparisons(store: store).compare(ulids, options: options)
    }

    /// The cheapest run first and the most accurate one in doubt; `nil` where that cannot be studied.
    private func cascade(_ steps: [ErrorCostChoice.Step]) throws -> CascadeReport? {
        guard steps.count > 1, let cheap = steps.first, let strong = steps.last else { return nil }
        do {
            return try CascadeDesk(store: store).study(
                cheap: runs[cheap.option.run].run.ulid,
                strong: runs[strong.option.run].run.ulid,
                options: CascadeDesk.Options()
            ).report
        } catch is HarnessError {
            return nil
        }
    }
}
