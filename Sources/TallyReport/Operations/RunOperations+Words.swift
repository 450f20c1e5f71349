internal import TallyCore

extension RunOperations.Promise {
    /// What was promised: `within 5 s`.
    var words: String {
        switch kind {
        case .within(let seconds): "within \(NumberText.seconds(seconds)) s"
        case .answered: "answered"
        case .documentExact: "document-exact"
        }
    }
}
