package import TallyCore

/// What is known of a run before its requests are read.
package struct OperationsFacts: Sendable {
    package var name: String
    package var isSimulated: Bool
    /// `nil` where none is promised.
    package var serviceLevel: ServiceLevel?
    package var economics: Economics?
    /// Whom it asks.
    package var profiles: [Profile]

    package init(
        name: String,
        isSimulated: Bool,
        serviceLevel: ServiceLevel? = nil,
        economics: Economics? = nil,
        profiles: [Profile] = []
    ) {
        self.name = name
        self.isSimulated = isSimulated
        self.serviceLevel = serviceLevel
        self.economics = economics
        self.profiles = profiles
    }
}
