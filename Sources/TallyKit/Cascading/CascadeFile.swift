internal import Foundation
internal import TallyConfiguration
package import TallyCore

/// A benchmark file with one variant: the cascade that a study chose, ready for `tally run`.
///
/// Profiles stand in it by name. A store is not trusted with endpoints and keys, so what opens them comes from the files
/// that the benchmark is run with.
package struct CascadeFile: Sendable {
    package let text: String
    /// What a person should know before running it; empty where nothing stands out.
    package let remarks: [String]

    /// The file for a policy, by default the study's best one; it is run on the dataset that was studied.
    package init(_ finding: CascadeDesk.Finding, policy: CascadePolicy?) throws {
        let outcome = try Self.outcome(finding.report, policy)
        guard let rule = outcome.rule,
            let cheap = finding.cheap.variant, let strong = finding.strong.variant
        else {
            throw HarnessError(
                .incomparable,
                "\(outcome.policy.rawValue): under this goal no threshold is better than "
                    + "\(finding.strong.run.name) alone, so there is no cascade to write"
            )
        }
        for subject in [finding.cheap, finding.strong, finding.voter ?? finding.cheap]
        where subject.run.isImported {
            throw HarnessError(
                .usage,
                "\(subject.run.name) was imported: there is no profile to ask"
            )
        }
        let task = cheap.task(
            of: finding.cheap.experiment.configuration["task"]
                .flatMap(ExtractionTask.init(configuration:))
                ?? ExtractionTask(system: nil, template: ExtractionTask.placeholder)
        )
        text =
            Self.head(finding, outcome, cheap, strong) + Self.source(finding)
            + (try TaskText(task).lines)
            + Self.variant(cheap, strong, finding.voter?.variant, rule)
        remarks = Self.remarks(cheap, strong, finding)
    }

    private static func outcome(
        _ report: CascadeReport,
        _ policy: CascadePolicy?
    ) throws(HarnessError) -> CascadeReport.Outcome {
        let chosen = policy ?? report.verdict.flatMap { CascadePolicy(rawValue: $0.winner) }
        if let chosen, let outcome = report.outcomes.first(where: { $0.policy == chosen }) {
            return outcome
        }
        // A model alone won: the cascade that gains most over the random mix is written all the same.
        let gains = report.outcomes.filter { $0.rule != nil }
        guard
            let best = gains.max(by: { ($0.gain?.value ?? -1) < ($1.gain?.value ?? -1) })
                ?? report.outcomes.first
        else {
            throw HarnessError(.incomparable, "no policy could be studied: nothing to write")
        }
        return best
    }

    private static func head(
        _ finding: CascadeDesk.Finding,
        _ outcome: CascadeReport.Outcome,
        _ cheap: Variant,
        _ strong: Variant
    ) -> String {
        let report = finding.report
        return """
            # Written by `tally cascade \(report.cheap.name) \(report.strong.name)`: policy \
            \(outcome.policy.rawValue), its threshold
            # fitted on all \(report.cases) cases of \(report.dataset.name) \(report.dataset.version).
            name: \(quoted(Self.name(cheap, strong)))

            """
    }

    private static func source(_ finding: CascadeDesk.Finding) -> String {
        let configuration = finding.cheap.experiment.configuration
        var lines = "dataset: \(quoted(configuration["dataset"]?.string ?? ""))\n"
        if let split = configuration["split"]?.string { lines += "split: \(quoted(split))\n" }
        return lines
    }

    private static func variant(
        _ cheap: Variant,
        _ strong: Variant,
        _ voter: Variant?,
        _ rule: EscalationRule
    ) -> String {
        """
        variants:
          - name: \(quoted(name(cheap, strong)))
            cascade:
              cheap: \(quoted(cheap.profile.name))
              strong: \(quoted(strong.profile.name))
              escalate_unless: \(text(of: rule, voter))

        """
    }

    /// What is simulated must be called so, and a slash stands for a combination.
    private static func name(_ cheap: Variant, _ strong: Variant) -> String {
        let name = "\(cheap.name)-then-\(strong.name)".replacing("/", with: "-")
        let isSimulated = cheap.isSimulated || strong.isSimulated
        return isSimulated && !name.hasPrefix("sim-") ? "sim-" + name : name
    }

    private static func text(of rule: EscalationRule, _ voter: Variant?) -> String {
        switch rule {
        case .checks(let checks): return "[\(checks.map(\.rawValue).joined(separator: ", "))]"
        case .threshold(let signal, let threshold):
            let with =
                signal == .agreement ? voter.map { ", with: \(quoted($0.profile.name))" } ?? "" : ""
            return "{signal: \(signal.rawValue)\(with), threshold: \(number(threshold))}"
        case .learned(let learned, let threshold):
            let weights = AnswerSignal.allCases.compactMap { signal in
                learned.weights[signal].map { "\(signal.rawValue): \(number($0))" }
            }
            return "{signal: learned, threshold: \(number(threshold)), "
                + "intercept: \(number(learned.intercept)), "
                + "weights: {\(weights.joined(separator: ", "))}}"
        }
    }

    /// Digits without an exponent, which a reader takes for the very same double.
    private static func number(_ value: Double) -> String {
        let text = JSONValue.number(value).jsonText
        guard text.contains("e") else { return text }
        return Decimal(string: text).map { "\($0)" } ?? text
    }

    /// JSON's strings are YAML's.
    private static func quoted(_ text: String) -> String { JSONValue.string(text).jsonText }

    private static func remarks(
        _ cheap: Variant,
        _ strong: Variant,
        _ finding: CascadeDesk.Finding
    ) -> [String] {
        var remarks: [String] = []
        if cheap.prompt != strong.prompt {
            remarks.append(
                "the runs had different prompts; the cascade asks both by \(cheap.name)'s"
            )
        }
        for variant in [cheap, strong] where variant.name != variant.profile.name {
            remarks.append(
                "\(variant.name) may have changed the profile \(variant.profile.name); the cascade asks "
                    + "that profile as it stands"
            )
        }
        return remarks
    }
}
