extension ReceiptGenerator {
    /// What to generate.
    package struct Options: Hashable, Sendable {
        /// A named part of the dataset and its share among the parts.
        package struct Share: Hashable, Sendable {
            package var name: String
            package var share: Int

            package init(_ name: String, _ share: Int) {
                self.name = name
                self.share = share
            }
        }

        /// How much of what receipts do in the wild.
        package enum Conventions: String, CaseIterable, Sendable {
            case basic
            /// Also long lists, weighed goods everywhere, service charges, cash and card-conversion lines, names over
            /// two lines and cut edges.
            case full
        }

        /// Names the dataset and begins every id.
        package var name: String
        package var count: Int
        package var seed: UInt64
        /// Dealt in turn; see `knownLocales`.
        package var locales: [String]
        /// Records of the smoke split, taken from the front.
        package var smoke: Int
        /// How the records after the smoke split are dealt.
        package var shares: [Share]
        package var conventions: Conventions
        /// Every receipt comes twice, the second time with a prompt injection on it.
        package var hasInjections: Bool

        package init(
            name: String = "receipts",
            count: Int = 200,
            seed: UInt64 = 7,
            locales: [String] = ["en-US", "de-DE", "ja-JP"],
            smoke: Int = 20,
            shares: [Share] = [Share("dev", 1), Share("test", 2)],
            conventions: Conventions = .basic,
            hasInjections: Bool = false
        ) {
            self.hasInjections = hasInjections
            self.conventions = conventions
            self.name = name
            self.count = count
            self.seed = seed
            self.locales = locales
            self.smoke = smoke
            self.shares = shares
        }

        package static let knownLocales: [String] = ReceiptRegion.all.map(\.locale)

        /// Refuses options that no dataset can be made of.
        package func validate() throws(DatasetError) {
            guard DatasetManifest.isName(name) else {
                throw DatasetError(
                    .options,
                    "\"\(name)\" is no dataset name: use letters, digits, '-', '_' and '.'"
                )
            }
            guard count > 0 else { throw DatasetError(.options, "--count must be at least 1") }
            guard smoke >= 0 else { throw DatasetError(.options, "--smoke must not be negative") }
            guard !locales.isEmpty else { throw DatasetError(.options, "name at least one locale") }
            for locale in locales where ReceiptRegion.named(locale) == nil {
                let known = Self.knownLocales.joined(separator: ", ")
                throw DatasetError(.options, "unknown locale \"\(locale)\"; known: \(known)")
            }
            try validateShares()
        }

        private func validateShares() throws(DatasetError) {
            guard !shares.isEmpty, shares.allSatisfy({ (1...100).contains($0.share) }),
                shares.allSatisfy({ DatasetManifest.isName($0.name) })
            else {
                throw DatasetError(.options, "each split needs a name and a share of 1 to 100")
            }
        }
    }
}
