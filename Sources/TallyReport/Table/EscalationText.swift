internal import TallyCore

/// How much of a cascade was handed over, in a line.
enum EscalationText {
    /// `phi-then-gpt: 31.0 % [22.8–40.6] of 100 cases handed over to gpt-4o`; `nil` where nothing can be.
    static func line(_ run: RunSummary) -> String? {
        run.escalated.map { share in
            let strong = run.profiles.last.map { " to \($0)" } ?? ""
            let range = "\(NumberText.percent(share.low))–\(NumberText.percent(share.high))"
            return TerminalText.sanitize(
                "\(run.name): \(NumberText.percent(share.value)) % [\(range)] of \(share.n) cases "
                    + "handed over\(strong)"
            )
        }
    }
}
