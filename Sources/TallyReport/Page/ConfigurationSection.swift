internal import TallyCore

/// The settings in which runs differ, and where everything comes from.
struct ConfigurationSection {
    let report: EvaluationReport

    /// Only what differs: what is the same everywhere explains nothing.
    var differences: HTML {
        guard report.runs.count > 1 else {
            return "<p>One run: there is nothing to differ from.</p>"
        }
        guard !report.differences.isEmpty else { return "<p>The runs differ in no setting.</p>" }
        var table = DataTable(
            "Settings that differ",
            [.text("setting")] + report.runs.map { .text($0.summary.name) }
        )
        for difference in report.differences {
            table.add(
                ["<code>\(difference.key)</code>"]
                    + difference.values.map { value in
                        value.map { "<code>\(Self.cut($0))</code>" } ?? "<i>not set</i>"
                    }
            )
        }
        return table.html
    }

    private static func cut(_ text: String) -> String {
        text.count > 400 ? text.prefix(400) + "…" : text
    }

    var provenance: HTML {
        var table = DataTable(
            "Provenance",
            [
                .text("experiment"), .text("dataset"), .text("began"), .text("made by"),
                .text("benchmark’s revision"),
            ]
        )
        for experiment in report.experiments {
            let origin = experiment.provenance
            let system = [origin["tally"]?.string.map { "Tally \($0)" }, origin["system"]?.string]
                .compactMap(\.self).joined(separator: ", ")
            let dataset = experiment.dataset
            table.add([
                "<code>\(experiment.id)</code> \(experiment.name)",
                "\(dataset.name) \(dataset.version), \(NumberText.grouped(dataset.cases)) cases <code>\(String(dataset.digest.prefix(19)))</code>\(experiment.seed.map { ", seed \($0)" } ?? "")",
                "\(Self.day(experiment.created))", "\(system)", "\(Self.revision(origin))",
            ])
        }
        return table.html + models
    }

    private static func day(_ moment: Moment) -> String {
        moment.iso8601.prefix(16).replacing("T", with: " ") + " UTC"
    }

    private static func revision(_ origin: JSONValue) -> String {
        guard let commit = origin["git"]?["commit"]?.string else { return "not under git" }
        let isDirty = origin["git"]?["dirty"]?.bool == true
        return commit.prefix(12) + (isDirty ? " with changes" : "")
    }

    private var models: HTML {
        var table = DataTable(
            "Who answered",
            [
                .text("run"), .text("id"), .text("profiles"),
                .text("model versions named by servers"),
            ]
        )
        for (index, run) in report.runs.enumerated() {
            let models = run.summary.returnedModels.sorted { $0.key < $1.key }
                .map { "\($0.key) (\($0.value))" }
            table.add([
                ReportNumbers.name(run.summary.name, index), "<code>\(run.summary.id)</code>",
                "\(run.summary.profiles.joined(separator: ", "))",
                "\(models.isEmpty ? "none" : models.joined(separator: ", "))",
            ])
        }
        return table.html
    }
}
