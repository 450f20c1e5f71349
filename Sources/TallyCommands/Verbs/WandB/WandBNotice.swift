internal import TallyReport

/// Says on standard error what became of a verdict that was to be logged; a failure changes no exit code.
enum WandBNotice {
    static func print(_ log: () async throws -> [String]) async {
        do {
            for line in try await log() {
                Terminal.error.write("W&B: \(TerminalText.sanitize(line))\n")
            }
        } catch {
            Terminal.error.write(
                "tally: warning: not logged for W&B: \(TerminalText.sanitize("\(error)"))\n"
            )
        }
    }
}
