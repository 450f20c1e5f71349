/// The edit distance of two texts over Unicode scalars, as Python counts it.
///
/// Source: Levenshtein 1966; the two-row dynamic programme of Wagner and Fischer 1974.
package enum Levenshtein {
    package static func distance(_ left: String, _ right: String) -> Int {
        distance(Array(left.unicodeScalars), Array(right.unicodeScalars))
    }

    package static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        let longest = max(left.count, right.count)
        return distance(left, right, limit: longest) ?? longest
    }

    /// The distance, or `nil` as soon as it is certain to exceed the limit.
    package static func distance(
        _ left: [Unicode.Scalar],
        _ right: [Unicode.Scalar],
        limit: Int
    ) -> Int? {
        var short = (left.count <= right.count ? left : right)[...]
        var long = (left.count <= right.count ? right : left)[...]
        guard long.count - short.count <= limit else { return nil }
        while let first = short.first, first == long.first {
            short.removeFirst()
            long.removeFirst()
        }
        while let last = short.last, last == long.last {
            short.removeLast()
            long.removeLast()
        }
        if short.isEmpty { return long.count }
        return short.withUnsafeBufferPointer { short in
            long.withUnsafeBufferPointer { long in fill(short, long, limit: limit) }
        }
    }

    private static func fill(
        _ short: UnsafeBufferPointer<Unicode.Scalar>,
        _ long: UnsafeBufferPointer<Unicode.Scalar>,
        limit: Int
    ) -> Int? {
        withUnsafeTemporaryAllocation(of: Int.self, capacity: short.count + 1) { row in
            for column in 0...short.count { row.initializeElement(at: column, to: column) }
            for (line, scalar) in long.enumerated() {
                var diagonal = line
                var left = line + 1
                var least = left
                row[0] = left
                for column in 0..<short.count {
                    let above = row[column + 1]
                    let replaced = diagonal + (short[column] == scalar ? 0 : 1)
                    left = min(replaced, min(above, left) + 1)
                    row[column + 1] = left
                    diagonal = above
                    least = min(least, left)
                }
                // No cell of a later row is smaller.
                if least > limit { return nil }
            }
            return row[short.count] <= limit ? row[short.count] : nil
        }
    }
}
