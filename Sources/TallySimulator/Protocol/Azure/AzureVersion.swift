/// An `api-version` that names a day: `2024-10-21`, `2024-09-01-preview`.
struct AzureVersion: Hashable, Sendable {
    private let year: Int
    private let month: Int
    private let day: Int

    /// Reads the version; `nil` when it is not of that form.
    init?(_ text: some StringProtocol) {
        let isPreview = text.hasSuffix("-preview")
        let day = isPreview ? text.dropLast("-preview".count) : text[...]
        let parts = day.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2],
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let dayOfMonth = Int(parts[2]),
            (1...12).contains(month), (1...31).contains(dayOfMonth)
        else { return nil }
        self.year = year
        self.month = month
        self.day = dayOfMonth
    }

    /// From 2024-09-01-preview on; older ones answer 400.
    ///
    /// Source: https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle.
    var knowsStreamOptions: Bool { (year, month, day) >= (2024, 9, 1) }
}
