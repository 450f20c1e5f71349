internal import TallyCore

/// What the response cache saved a run, in a line.
enum ReuseText {
    /// `gpt-4o: 40 of 200 answers were given again from the response cache: $0.12, 31,200 tokens and 62 s saved; ...`;
    /// `nil` where it gave none.
    static func line(_ run: RunSummary) -> String? {
        let reused = run.cache.reused
        guard reused.answers > 0 else { return nil }
        let tokens = NumberText.grouped(reused.usage.prompt + reused.usage.output)
        let money = reused.cost.map { MoneyText.short($0) } ?? "unpriced"
        let trials = run.trials.planned - run.trials.pending
        return TerminalText.sanitize(
            "\(run.name): \(reused.answers) answers of \(trials) trials were given again from the "
                + "response cache: \(money), \(tokens) tokens and "
                + "\(NumberText.seconds(reused.service)) s of waiting saved; $/doc is what they cost "
                + "when they were asked for, times leave them out"
        )
    }
}
