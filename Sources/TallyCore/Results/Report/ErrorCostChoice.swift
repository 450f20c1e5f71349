/// Which run costs least in all, as a function of what a wrong document costs its user.
///
/// A run's cost in all is its dollars a document plus the price of a wrong one times the share of wrong ones: a line in that
/// price. The choice is the lower envelope of these lines.
package struct ErrorCostChoice: Sendable {
    /// A run that can be chosen.
    package struct Option: Hashable, Sendable {
        /// Its place among the report's runs.
        package var run: Int
        package var name: String
        package var isSimulated: Bool
        /// Dollars a document.
        package var cost: Double
        /// Share of exact documents.
        package var accuracy: Double

        package init(run: Int, name: String, isSimulated: Bool, cost: Double, accuracy: Double) {
            self.run = run
            self.name = name
            self.isSimulated = isSimulated
            self.cost = cost
            self.accuracy = accuracy
        }

        /// Dollars a document, when each wrong one costs so many more.
        package func total(at error: Double) -> Double { cost + error * (1 - accuracy) }
    }

    /// The run to take from a price of a wrong document on.
    package struct Step: Sendable {
        package var option: Option
        /// Dollars a wrong document; 0 for the first step.
        package var from: Double
        /// What it has more than the step before, on the cases of both; `nil` for the first step, or where they cannot be
        /// compared.
        package var gain: Gain?

        package init(option: Option, from: Double) {
            self.option = option
            self.from = from
        }
    }

    /// A dearer, more accurate run against the one before it, case by case.
    package struct Gain: Sendable {
        package var accuracy: PairedMetric
        package var cost: PairedMetric?
        package var flips: Comparison.Flips?
        package var cases: Int

        package init(
            accuracy: PairedMetric,
            cost: PairedMetric?,
            flips: Comparison.Flips?,
            cases: Int
        ) {
            self.accuracy = accuracy
            self.cost = cost
            self.flips = flips
            self.cases = cases
        }
    }

    package var options: [Option] = []
    /// From the cheapest to the most accurate; those in between that some price of an error makes best.
    package var steps: [Step] = []
    /// Runs that cannot be chosen, as a price is unknown.
    package var unpriced: [String] = []

    package init() {}
}
