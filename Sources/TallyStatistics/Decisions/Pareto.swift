/// Which variants are worth having: nobody else is at least as good in everything and better in something.
package enum Pareto {
    /// A variant's cost (smaller is better), accuracy (larger is better) and latency (smaller is better).
    package struct Point: Hashable, Sendable {
        package var cost: Double
        package var accuracy: Double
        /// Seconds; all points have it or none.
        package var latency: Double?

        package init(cost: Double, accuracy: Double, latency: Double? = nil) {
            self.cost = cost
            self.accuracy = accuracy
            self.latency = latency
        }

        /// At least as good in everything, and better in something.
        ///
        /// A latency that only one has is not compared.
        func dominates(_ other: Point) -> Bool {
            var pairs = [(cost, other.cost), (-accuracy, -other.accuracy)]
            if let latency, let theirs = other.latency { pairs.append((latency, theirs)) }
            return pairs.allSatisfy { $0 <= $1 } && pairs.contains { $0 < $1 }
        }
    }

    /// The indices of the points that no other one dominates; equal points are on the front together.
    ///
    /// A point with a value that is not finite is never on it, and dominates none.
    package static func front(_ points: [Point]) -> [Int] {
        let sound = points.indices.filter { isSound(points[$0]) }
        return sound.filter { index in
            !sound.contains { points[$0].dominates(points[index]) }
        }
    }

    /// The indices of the upper convex hull of (cost, accuracy), from the cheapest to the most accurate.
    ///
    /// Routing documents at random between two neighbours reaches every point of the line between them, so a variant on
    /// the front but under the hull can be had cheaper by a mix. Source: Andrew 1979 (monotone chain). Of equal points
    /// the first.
    package static func hull(_ points: [Point]) -> [Int] {
        let flat = points.map { Point(cost: $0.cost, accuracy: $0.accuracy) }
        let order = front(flat).sorted {
            (flat[$0].cost, flat[$0].accuracy, $0) < (flat[$1].cost, flat[$1].accuracy, $1)
        }
        var hull: [Int] = []
        for index in order where hull.last.map({ flat[$0] != flat[index] }) ?? true {
            while hull.count > 1,
                isUnder(flat[hull[hull.count - 1]], flat[hull[hull.count - 2]], flat[index])
            {
                hull.removeLast()
            }
            hull.append(index)
        }
        return hull
    }

    private static func isSound(_ point: Point) -> Bool {
        point.cost.isFinite && point.accuracy.isFinite && point.latency?.isFinite ?? true
    }

    /// On or under the line from `left` to `right`.
    private static func isUnder(_ point: Point, _ left: Point, _ right: Point) -> Bool {
        (point.accuracy - left.accuracy) * (right.cost - left.cost)
            <= (right.accuracy - left.accuracy) * (point.cost - left.cost)
    }
}
