/// A place in a run's plan: one repeat of one case.
package struct TrialSlot: Hashable, Sendable {
    /// The case's identity in its dataset (see `CaseSource.identity(of:)`).
    package var position: Int
    package var repeatIndex: Int

    package init(position: Int, repeatIndex: Int) {
        self.position = position
        self.repeatIndex = repeatIndex
    }
}
