internal import TallyCore

/// The price keys named by the profiles of one run: one, or a cascade's, by profile.
struct PriceBases {
    /// Of the profile every attempt asks that names no other.
    private let own: String?
    /// Of a cascade's further profiles; empty elsewhere.
    private let others: [String: String?]

    /// From a variant as runs keep it.
    init(variant: JSONValue) {
        own = variant["profile"]?["price"]?.string
        var others: [String: String?] = [:]
        for role in ["strong", "voter"] {
            guard let profile = variant["cascade"]?[role], let name = profile["name"]?.string else {
                continue
            }
            others.updateValue(profile["price"]?.string, forKey: name)
        }
        self.others = others
    }

    /// The key of a run with one profile; `nil` for a cascade, whose attempts have each their own.
    var sole: String? { others.isEmpty ? own : nil }

    /// The key of an attempt's profile, as its row names it; `nil` when that profile names no price.
    func base(of profile: String?) -> String? {
        if let profile, let other = others[profile] { return other }
        return own
    }
}
