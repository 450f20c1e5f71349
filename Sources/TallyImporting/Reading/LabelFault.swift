/// Why a label's value is left unannotated.
package enum LabelFault: String, Error, Hashable, Sendable, CaseIterable {
    case empty
    /// No value of the field's type can be read from it.
    case unreadable
    /// It can be read in two ways, and nothing says which is meant.
    case ambiguous
    /// The label states several values that differ.
    case conflicting
    /// What belongs together cannot be told from where it stands.
    case unpaired
}
