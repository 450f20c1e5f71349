/// A call of a stored result that sent something, with what each of its attempts brought.
package struct SentCall: Sendable {
    /// The call's row in the store.
    package let call: Int64
    package let item: Case
    package let repeatIndex: Int
    /// Whom it asked.
    package let profile: String
    package let role: CallRole
    /// In the order in which they were sent.
    package var attempts: [StoredExchange] = []

    package init(call: Int64, item: Case, repeatIndex: Int, profile: String, role: CallRole) {
        self.call = call
        self.item = item
        self.repeatIndex = repeatIndex
        self.profile = profile
        self.role = role
    }
}
