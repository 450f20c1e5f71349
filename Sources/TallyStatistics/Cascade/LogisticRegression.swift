internal import Foundation

/// Weights of features whose sum is the log-odds of an outcome, by maximum likelihood with a ridge penalty.
///
/// Newton's method (iteratively reweighted least squares) on features scaled to mean 0 and standard deviation 1; half of
/// `ridge` times the squared weights is taken off the log-likelihood, but not for the intercept. Deterministic. Sources:
/// McCullagh and Nelder 1989, section 4.4; le Cessie and van Houwelingen 1992 (ridge).
package struct LogisticRegression: Sendable {
    package let intercept: Double
    /// One a feature, on the features as they came; 0 for a feature that is the same in every row.
    package let weights: [Double]

    /// Outcomes lie within 0...1.
    ///
    /// `nil` without rows, when lists do not fit, or a value is not finite.
    package init?(_ rows: [[Double]], _ outcomes: [Double], ridge: Double = 1) {
        let n = Double(rows.count)
        guard let width = rows.first?.count, rows.count == outcomes.count, ridge > 0,
            rows.allSatisfy({ $0.count == width && $0.allSatisfy(\.isFinite) }),
            outcomes.allSatisfy({ (0...1).contains($0) })
        else { return nil }
        let means = (0..<width).map { column in rows.reduce(0) { $0 + $1[column] } / n }
        let spreads = (0..<width).map { column in
            (rows.reduce(0) { $0 + pow($1[column] - means[column], 2) } / n).squareRoot()
        }
        let kept = (0..<width).filter { spreads[$0] > 1e-12 * max(1, means[$0].magnitude) }
        let scaled = rows.map { row in [1] + kept.map { (row[$0] - means[$0]) / spreads[$0] } }
        // Half an outcome of each kind keeps the intercept finite where all are alike.
        let share = (outcomes.reduce(0, +) + 0.5) / (n + 1)
        var solution = [log(share / (1 - share))] + kept.map { _ in 0 }
        if Set(outcomes).count > 1 {
            solution = Self.fitted(scaled, outcomes, ridge: ridge, from: solution)
        }
        var weights = [Double](repeating: 0, count: width)
        var intercept = solution[0]
        for (place, column) in kept.enumerated() {
            weights[column] = solution[place + 1] / spreads[column]
            intercept -= weights[column] * means[column]
        }
        guard intercept.isFinite, weights.allSatisfy(\.isFinite) else { return nil }
        self.intercept = intercept
        self.weights = weights
    }

    /// The log-odds of a row.
    package func logOdds(_ row: [Double]) -> Double {
        zip(weights, row).reduce(intercept) { $0 + $1.0 * $1.1 }
    }

    private static func fitted(
        _ rows: [[Double]],
        _ outcomes: [Double],
        ridge: Double,
        from start: [Double]
    ) -> [Double] {
        var current = start
        var loss = Self.loss(rows, outcomes, ridge, current)
        for _ in 0..<100 {
            guard let step = step(rows, outcomes, ridge, current) else { break }
            var scale = 1.0
            var next = current
            var nextLoss = Double.infinity
            // The full step overshoots where the outcomes are all but separated.
            while scale > 1e-6 {
                next = zip(current, step).map { $0 + scale * $1 }
                nextLoss = Self.loss(rows, outcomes, ridge, next)
                if nextLoss <= loss { break }
                scale /= 2
            }
            guard nextLoss <= loss else { break }
            let isDone = loss - nextLoss <= 1e-12 * max(1, loss)
            (current, loss) = (next, nextLoss)
            if isDone { break }
        }
        return current
    }

    private static func loss(
        _ rows: [[Double]],
        _ outcomes: [Double],
        _ ridge: Double,
        _ weights: [Double]
    ) -> Double {
        let penalty = weights.dropFirst().reduce(0) { $0 + $1 * $1 } * ridge / 2
        return zip(rows, outcomes).reduce(penalty) { sum, pair in
            let odds = dot(pair.0, weights)
            // log(1 + e^odds) - y odds, without overflow.
            return sum + max(odds, 0) + log1p(exp(-odds.magnitude)) - pair.1 * odds
        }
    }

    /// Newton's step: the inverse of the Hessian times the gradient.
    private static func step(
        _ rows: [[Double]],
        _ outcomes: [Double],
        _ ridge: Double,
        _ weights: [Double]
    ) -> [Double]? {
        let size = weights.count
        var gradient = weights.enumerated().map { $0.offset == 0 ? 0 : -ridge * $0.element }
        var hessian = [[Double]](repeating: [Double](repeating: 0, count: size), count: size)
        for place in 1..<max(size, 1) where place < size { hessian[place][place] = ridge }
        for (row, outcome) in zip(rows, outcomes) {
            let p = 1 / (1 + exp(-dot(row, weights)))
            for i in 0..<size {
                gradient[i] += (outcome - p) * row[i]
                for j in 0..<size { hessian[i][j] += p * (1 - p) * row[i] * row[j] }
            }
        }
        return solve(hessian, gradient)
    }

    private static func dot(_ left: [Double], _ right: [Double]) -> Double {
        zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
    }

    /// Gaussian elimination with partial pivoting; `nil` when the matrix is singular.
    private static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double]? {
        var rows = zip(matrix, right).map { $0 + [$1] }
        let size = right.count
        for column in 0..<size {
            let pivot = (column..<size).max {
                rows[$0][column].magnitude < rows[$1][column].magnitude
            }
            guard let pivot, rows[pivot][column].magnitude > 1e-300 else { return nil }
            rows.swapAt(column, pivot)
            for row in 0..<size where row != column {
                let factor = rows[row][column] / rows[column][column]
                guard factor != 0 else { continue }
                for place in column...size { rows[row][place] -= factor * rows[column][place] }
            }
        }
        return (0..<size).map { rows[$0][size] / rows[$0][$0] }
    }
}
