/// An ordered labelled tree, and its edit distance to another.
///
/// Source: Zhang and Shasha 1989, "Simple fast algorithms for the editing distance between trees and related problems";
/// costs as in Donut's evaluator: a leaf costs its length, an inner node 1.
struct EditTree {
    private struct Node {
        var label: [Unicode.Scalar]
        var isLeaf: Bool

        /// What inserting or removing it costs.
        var cost: Int { isLeaf ? label.count : 1 }

        /// What replacing it by another costs.
        func cost(of other: Node) -> Int {
            switch (isLeaf, other.isLeaf) {
            case (true, true): Levenshtein.distance(label, other.label)
            case (false, true): 1 + other.label.count
            case (true, false): 1 + label.count
            case (false, false): label == other.label ? 0 : 1
            }
        }
    }

    private static let leafMark = "<leaf>"

    /// In post-order.
    private var nodes: [Node] = []
    /// The leftmost descendant of each node.
    private var leftmost: [Int] = []

    init(_ form: DonutForm) { add("<root>", form) }

    /// What all nodes but the root cost: the distance of an empty answer.
    var sizeBelowRoot: Int { nodes.dropLast().reduce(0) { $0 + $1.cost } }

    private mutating func add(_ name: String, _ form: DonutForm) {
        let first = nodes.count
        switch form {
        case .object(let members): for (key, value) in members { add(key, value) }
        case .objects(let forms): for form in forms { add("<subtree>", form) }
        case .texts(let texts):
            for text in texts { append(Self.leafMark + text, from: nodes.count) }
        }
        append(name, from: first)
    }

    /// A name that holds the mark counts as a leaf, as in the reference.
    private mutating func append(_ label: String, from first: Int) {
        let isLeaf = label.contains(Self.leafMark)
        let text = isLeaf ? label.replacing(Self.leafMark, with: "") : label
        nodes.append(Node(label: Array(text.unicodeScalars), isLeaf: isLeaf))
        leftmost.append(first)
    }

    /// The nodes that have a left sibling, and the root, in ascending order.
    private var keyRoots: [Int] {
        var last: [Int: Int] = [:]
        for (index, first) in leftmost.enumerated() { last[first] = index }
        return last.values.sorted()
    }

    func distance(to other: EditTree) -> Int {
        var computation = TreeDistance(rows: nodes.count, columns: other.nodes.count)
        let costs = (nodes.map(\.cost), other.nodes.map(\.cost))
        var replacements = [Int](repeating: -1, count: nodes.count * other.nodes.count)
        let columns = other.nodes.count
        for row in keyRoots {
            for column in other.keyRoots {
                computation.fill(
                    row: row,
                    column: column,
                    leftmost: (leftmost, other.leftmost),
                    costs: costs
                ) { left, right in
                    let index = left * columns + right
                    if replacements[index] < 0 {
                        replacements[index] = nodes[left].cost(of: other.nodes[right])
                    }
                    return replacements[index]
                }
            }
        }
        return computation.distance
    }
}

/// The table of distances between subtrees.
private struct TreeDistance {
    private let columns: Int
    private var trees: [Int]
    private var forest: [Int]

    init(rows: Int, columns: Int) {
        self.columns = columns
        trees = Array(repeating: 0, count: rows * columns)
        forest = Array(repeating: 0, count: (rows + 1) * (columns + 1))
    }

    var distance: Int { trees.last ?? 0 }

    /// Computes the distances of all subtrees on the left paths of two key roots.
    mutating func fill(
        row: Int,
        column: Int,
        leftmost: ([Int], [Int]),
        costs: ([Int], [Int]),
        replacement: (Int, Int) -> Int
    ) {
        let (top, left) = (leftmost.0[row], leftmost.1[column])
        let width = column - left + 2
        forest[0] = 0
        for index in 1...(row - top + 1) {
            forest[index * width] = forest[(index - 1) * width] + costs.0[top + index - 1]
        }
        for index in 1..<width { forest[index] = forest[index - 1] + costs.1[left + index - 1] }
        for x in 1...(row - top + 1) {
            let node = top + x - 1
            for y in 1..<width {
                let other = left + y - 1
                let removed = forest[(x - 1) * width + y] + costs.0[node]
                let inserted = forest[x * width + y - 1] + costs.1[other]
                var least = min(removed, inserted)
                if leftmost.0[node] == top, leftmost.1[other] == left {
                    least = min(
                        least,
                        forest[(x - 1) * width + y - 1] + replacement(node, other)
                    )
                    trees[node * columns + other] = least
                } else {
                    let (p, q) = (leftmost.0[node] - top, leftmost.1[other] - left)
                    least = min(least, forest[p * width + q] + trees[node * columns + other])
                }
                forest[x * width + y] = least
            }
        }
    }
}
