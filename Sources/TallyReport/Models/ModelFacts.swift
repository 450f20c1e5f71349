package import TallyCore

/// A profile as a person chooses among many: whom it asks, what that costs, and what it still needs.
package struct ModelFacts: Sendable {
    /// What a profile needs to get into its endpoint.
    package enum Key: Hashable, Sendable {
        case notNeeded
        /// The variable that holds it; its value is never here.
        case found(String)
        case missing([String])
        case command(String)
    }

    package var profile: Profile
    package var key: Key
    /// What holds today; `nil` when no price is known.
    package var price: Price?
    /// What its capacity costs today; `nil` when it is priced by the token.
    package var hourPrice: HourPrice?
    /// Today, `YYYY-MM-DD` in UTC.
    package var today: String
    /// The file the profile was read from.
    package var file: String

    package init(profile: Profile, key: Key, price: Price?, today: String, file: String) {
        self.profile = profile
        self.key = key
        self.price = price
        self.today = today
        self.file = file
    }

    package var isRetired: Bool { profile.isRetired(on: today) }

    var keyText: String {
        switch key {
        case .notNeeded: "none needed"
        case .found(let name): "\(name) is set"
        case .missing(let names): "\(names.joined(separator: " or ")) is missing"
        case .command(let program): "from \(program)"
        }
    }
}
