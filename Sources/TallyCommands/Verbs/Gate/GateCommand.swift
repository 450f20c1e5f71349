internal import ArgumentParser
internal import Foundation
internal import TallyCore
internal import TallyDatasets
internal import TallyKit
internal import TallyReport
internal import TallyStore

struct GateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gate",
        abstract: "Holds a stored run to the rules of a gate: PASS, FAIL or INCONCLUSIVE.",
        discussion: """
            FILE is a benchmark with a `gate`, or a gate's own file; without it the benchmark of the candidate. \
            Exit codes: 0 PASS, 3 FAIL, 4 INCONCLUSIVE, 5 no baseline, 6 trials without a result.
            """
    )

    @Argument(help: "The benchmark, or the gate's file.")
    var file: String?

    @OptionGroup var store: StoreOptions

    @Option(help: "The run or experiment to judge; default: the newest of the benchmark.")
    var candidate: String?

    @Option(help: "What to hold it against: a baseline's FILE.json, a run, or `previous`.")
    var baseline: String?

    @Option(help: "What becomes of INCONCLUSIVE: fail, warn or pass.")
    var inconclusive: GatePlan.Leniency?

    @Option(help: "Write JUnit XML to this file.")
    var junit: String?

    @Option(help: "Write Markdown for a comment to this file (under 60,000 bytes).")
    var markdown: String?

    @Option(help: "Seed of resampling.")
    var seed: UInt64 = 1

    @Flag(help: "Print workflow commands of GitHub Actions, and append to its step summary.")
    var annotate = false

    @Flag(
        name: .customLong("log-to-wandb"),
        help:
            "Put the verdict into the runs' W&B summaries, and send them where WANDB_API_KEY is set."
    )
    var logsToWandB = false

    @Flag(help: "Print the tally.gate/1 document.")
    var json = false

    func run() async throws {
        var options = Gates.Options()
        options.file = file
        options.candidate = candidate
        options.baseline = baseline
        options.onInconclusive = inconclusive
        options.seed = seed
        let report = try Gates(store: try Store(reading: store.path)).judge(options)
        if let junit { try OutputFile.put(JUnitReport(report).text, to: junit) }
        if let markdown { try OutputFile.put(MarkdownReport(report).text(), to: markdown) }
        show(report)
        if logsToWandB {
            await WandBNotice.print { try await WandBVerdicts(store: store.path).log(report) }
        }
        if report.verdict == .inconclusive, report.onInconclusive == .warn, report.exitCode == 0 {
            Terminal.error.write("tally: warning: the gate is INCONCLUSIVE\n")
        }
        if report.exitCode != 0 { throw ExitCode(report.exitCode) }
    }

    private func show(_ report: GateReport) {
        let output = Terminal.output
        if json {
            output.write(GateDocument(report).json.prettyText + "\n")
        } else {
            output.write(GateView(report).text(width: output.width, style: output.style))
        }
        guard annotate else { return }
        // Beside a document on standard output commands would make it unreadable.
        (json ? Terminal.error : output).write(WorkflowAnnotations(report).text)
        if let path = ProcessInfo.processInfo.environment["GITHUB_STEP_SUMMARY"], !path.isEmpty {
            let text = MarkdownReport(report).text(limit: MarkdownReport.summaryBytes)
            Self.append(text, to: path)
        }
    }

    /// What others wrote to the runner's file stays.
    ///
    /// Without a summary the verdict holds all the same.
    private static func append(_ text: String, to path: String) {
        do {
            if !OutputFile.exists(path) { try OutputFile.put("", to: path) }
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            defer { try? handle.close() }
            try handle.seekToEnd()
            try handle.write(contentsOf: Data(text.utf8))
        } catch {
            Terminal.error.write("tally: warning: no step summary: \(path) cannot be written\n")
        }
    }
}

extension GatePlan.Leniency: ExpressibleByArgument {}
