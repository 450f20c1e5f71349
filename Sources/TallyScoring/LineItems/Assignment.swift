/// The optimal pairing of rows with columns.
///
/// Source: the Hungarian method (Kuhn 1955) as the shortest augmenting path of Jonker and Volgenant 1987; O(n^2 m) for n
/// rows and m >= n columns.
package enum Assignment {
    /// Pairs every row with a column of its own so that the sum of the weights is as large as possible.
    ///
    /// `weights` holds the rows one after another. The answer gives each row's column; `nil` for rows left over when
    /// there are fewer columns than rows.
    package static func maximal(_ weights: [Double], rows: Int, columns: Int) -> [Int?] {
        precondition(weights.count == rows * columns)
        guard rows <= columns else {
            var transposed: [Double] = []
            transposed.reserveCapacity(weights.count)
            for column in 0..<columns {
                for row in 0..<rows { transposed.append(weights[row * columns + column]) }
            }
            var result = [Int?](repeating: nil, count: rows)
            let pairs = maximal(transposed, rows: columns, columns: rows)
            for case (let column, let row?) in pairs.enumerated() { result[row] = column }
            return result
        }
        var solver = AssignmentSolver(costs: weights.map { -$0 }, columns: columns)
        for row in 0..<rows { solver.add(row) }
        return solver.columnOfRow(rows)
    }
}

/// Adds one row at a time along a shortest augmenting path over reduced costs.
private struct AssignmentSolver {
    private let costs: [Double]
    private let columns: Int
    private var rowPotentials: [Double] = []
    private var columnPotentials: [Double]
    /// The row paired with each column; the extra last column holds the row being added.
    private var rowOfColumn: [Int?]

    init(costs: [Double], columns: Int) {
        self.costs = costs
        self.columns = columns
        columnPotentials = Array(repeating: 0, count: columns + 1)
        rowOfColumn = Array(repeating: nil, count: columns + 1)
    }

    mutating func add(_ row: Int) {
        rowPotentials.append(0)
        rowOfColumn[columns] = row
        var path = Path(columns: columns)
        var column = columns
        while let current = rowOfColumn[column] {
            path.isDone[column] = true
            // Only weights that are not finite leave no way on; rows never outnumber columns.
            guard let next = step(from: current, at: column, along: &path) else { return }
            column = next
        }
        while column != columns {
            let before = path.previous[column]
            rowOfColumn[column] = rowOfColumn[before]
            column = before
        }
    }

    /// Relaxes the columns that are not done over one row, and gives the one that is nearest now.
    private mutating func step(from row: Int, at column: Int, along path: inout Path) -> Int? {
        var distance = Double.infinity
        var nearest: Int?
        for candidate in 0..<columns where !path.isDone[candidate] {
            let reduced =
                costs[row * columns + candidate] - rowPotentials[row] - columnPotentials[candidate]
            if reduced < path.shortest[candidate] {
                path.shortest[candidate] = reduced
                path.previous[candidate] = column
            }
            if path.shortest[candidate] < distance {
                distance = path.shortest[candidate]
                nearest = candidate
            }
        }
        if nearest != nil { shift(by: distance, along: &path) }
        return nearest
    }

    private mutating func shift(by distance: Double, along path: inout Path) {
        for column in 0...columns {
            if path.isDone[column] {
                if let row = rowOfColumn[column] { rowPotentials[row] += distance }
                columnPotentials[column] -= distance
            } else if column < columns {
                path.shortest[column] -= distance
            }
        }
    }

    func columnOfRow(_ rows: Int) -> [Int?] {
        var result = [Int?](repeating: nil, count: rows)
        for column in 0..<columns {
            if let row = rowOfColumn[column] { result[row] = column }
        }
        return result
    }
}

/// The shortest paths from one row, as far as they are known.
private struct Path {
    var shortest: [Double]
    /// The column before each column on its path.
    var previous: [Int]
    var isDone: [Bool]

    init(columns: Int) {
        shortest = Array(repeating: .infinity, count: columns)
        previous = Array(repeating: columns, count: columns)
        isDone = Array(repeating: false, count: columns + 1)
    }
}
