/// The question for the receipts' locale, asked where values could be read in two ways.
package struct LocaleQuestion: Sendable {
    private let count: Int

    /// `nil` when a report has no value that a locale would decide.
    package init?(_ report: ImportReport) {
        count = report.undecided
        if count == 0 { return nil }
    }

    /// Asks until the answer is a locale; `nil` for an empty answer or the end of input.
    package func ask(read: () -> String?, write: (String) -> Void) -> String? {
        write(
            "\(count) value\(count == 1 ? "" : "s") can be read in two ways, as 3/4/2026 and 1.234 can.\n"
        )
        while true {
            write(
                "Locale of the receipts (such as de-DE; Enter leaves these values unannotated): "
            )
            let answer = (read() ?? "").filter { !$0.isWhitespace }
            if answer.isEmpty { return nil }
            guard let problem = ReceiptLocale.problem(answer) else { return answer }
            write(problem + "\n")
        }
    }
}
