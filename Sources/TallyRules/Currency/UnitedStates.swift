/// Recognises American addresses.
enum UnitedStates {
    private static let states: Set<String> = [
        "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "FL", "GA", "HI", "ID", "IL", "IN", "IA",
        "KS", "KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ",
        "NM", "NY", "NC", "ND", "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VT",
        "VA", "WA", "WV", "WI", "WY", "DC",
    ]

    /// A state's two letters and five digits: "WI 53015".
    static func hasPostcode(_ line: Line) -> Bool {
        for (state, code) in zip(line.words, line.words.dropFirst())
        where state.count == 2 && state.letters == 2 && code.count == 5 && code.digits >= 4 {
            if states.contains(line.text(state.start..<state.end)) { return true }
        }
        return false
    }
}
