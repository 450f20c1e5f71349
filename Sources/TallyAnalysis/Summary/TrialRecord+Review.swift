internal import TallyCore

extension TrialRecord {
    /// Answered, and right in every required field.
    var isExact: Bool { outcome == .answered && score?.isDocumentExact == true }

    /// An answer that its signal does not vouch for is looked at.
    func isFlagged(by flag: Economics.Flag) -> Bool {
        guard outcome == .answered else { return true }
        return switch flag {
        case .schemaValid: isSchemaValid != true
        case .reconciles: score?.reconciles != true
        }
    }
}
