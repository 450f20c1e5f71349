/// What a month costs at the stated volume, against its budget.
package struct BudgetBurn: Hashable, Sendable {
    /// Dollars a month.
    package var budget: Double
    package var documentsPerMonth: Double
    /// Dollars a document in this run.
    package var perDocument: Double

    package init(budget: Double, documentsPerMonth: Double, perDocument: Double) {
        self.budget = budget
        self.documentsPerMonth = documentsPerMonth
        self.perDocument = perDocument
    }

    /// Dollars a month.
    package var spend: Double { perDocument * documentsPerMonth }
    /// Spend as a share of the budget.
    package var share: Double { spend / budget }
    /// The day of a month of 30 on which the budget is spent; `nil` when it lasts.
    package var lastDay: Double? { share > 1 ? 30 / share : nil }
}
