/// What a cascade's threshold is chosen for.
package enum CascadeGoal: Hashable, Sendable {
    /// The least cost a document when each wrong one costs `error` more.
    case leastCost(error: Double)
    /// The highest accuracy whose mean cost a document is at most `budget`.
    case mostAccurate(budget: Double)
    /// The least mean cost whose accuracy is at least `accuracy`.
    case cheapest(accuracy: Double)

    /// The best point of a curve; where none meets the condition, the one nearest to meeting it.
    ///
    /// Of equally good points the one that hands over least.
    func best(of curve: [Cascade.Point]) -> Cascade.Point? {
        curve.min { before($0, $1) }
    }

    private func before(_ left: Cascade.Point, _ right: Cascade.Point) -> Bool {
        let (mine, theirs) = (rank(left), rank(right))
        return (mine.miss, mine.loss, left.escalated) < (theirs.miss, theirs.loss, right.escalated)
    }

    private func rank(_ point: Cascade.Point) -> (miss: Double, loss: Double) {
        switch self {
        case .leastCost(let error): (0, point.cost + (1 - point.accuracy) * error)
        case .mostAccurate(let budget): (max(0, point.cost - budget), -point.accuracy)
        case .cheapest(let accuracy): (max(0, accuracy - point.accuracy), point.cost)
        }
    }
}
