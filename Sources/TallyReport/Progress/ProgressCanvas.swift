/// What was drawn last, and the text that turns it into the next frame.
struct ProgressCanvas {
    private let form: Progress.Form
    private var plain = PlainProgress()
    private var drawn: [String] = []

    init(form: Progress.Form) { self.form = form }

    /// The text to write now; empty when nothing changed.
    mutating func output(_ state: ProgressState, notes: [String], elapsed: Duration) -> String {
        switch form {
        case .plain:
            return (notes + plain.lines(state, elapsed: elapsed)).map { $0 + "\n" }.joined()
        case .terminal(let width, let style):
            let width = max(20, width())
            let lines = ProgressRenderer.lines(
                state,
                elapsed: elapsed,
                width: width,
                style: style
            )
            return frame(lines, notes: notes)
        }
    }

    /// Goes up to the first line of the last frame and writes over it.
    private mutating func frame(_ lines: [String], notes: [String]) -> String {
        guard lines != drawn || !notes.isEmpty else { return "" }
        var text = drawn.isEmpty ? "" : "\r\u{1B}[\(drawn.count)A"
        for line in notes + lines { text += line + "\u{1B}[K\n" }
        // Erases what is left of a longer frame.
        if lines.count + notes.count < drawn.count { text += "\u{1B}[J" }
        drawn = lines
        return text
    }
}
