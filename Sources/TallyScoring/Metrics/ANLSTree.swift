/// A value with what matching needs of it, worked out once: leaves in their compared form, keys as numbers.
final class ANLSTree: Sendable {
    /// Below it a similarity counts nothing.
    private static let threshold = 0.5
    /// Prefers an exact match among equally good pairs; the reference takes the next larger number.
    private static let preference = 1e-12

    private enum Content: Sendable {
        case none
        case leaf([Unicode.Scalar])
        case list([ANLSTree])
        case object(keys: [Int], trees: [ANLSTree])
        case options([ANLSTree])
    }

    private let value: MetricValue
    private let content: Content
    /// Leaves; a null is one, too.
    private let size: Int
    /// It is taken for no answer.
    private let isNone: Bool

    /// `keys` numbers the keys of both sides.
    init(_ value: MetricValue, keys: inout [ExactText: Int]) {
        self.value = value
        isNone = value.isNone
        switch value {
        case .null:
            content = .none
            size = 1
        case .list(let elements):
            let trees = elements.map { ANLSTree($0, keys: &keys) }
            content = .list(trees)
            size = trees.reduce(0) { $0 + $1.size }
        case .object(let members):
            let trees = members.map { ANLSTree($0.value, keys: &keys) }
            let numbers = members.map { member in
                let key = ExactText(member.key)
                let number = keys[key] ?? keys.count
                keys[key] = number
                return number
            }
            content = .object(keys: numbers, trees: trees)
            size = trees.reduce(0) { $0 + $1.size }
        case .options(let options):
            let trees = options.map { ANLSTree($0, keys: &keys) }
            content = .options(trees)
            size = trees.map(\.size).max() ?? 0
        default:
            content = .leaf(PythonText.folded(value.pythonText ?? ""))
            size = 1
        }
    }

    private static let missing: ANLSTree = {
        var keys: [ExactText: Int] = [:]
        return ANLSTree(.null, keys: &keys)
    }()

    /// Matches this ground truth with a prediction.
    func match(_ other: ANLSTree) -> ANLSMatch {
        switch (content, other.content) {
        case (.options(let options), _): Self.best(options.map { $0.match(other) })
        case (.none, _):
            other.isNone
                ? ANLSMatch(sum: 1, length: max(1, other.size), isExact: true, isNone: true)
                : ANLSMatch(sum: 0, length: max(1, other.size), isNone: true)
        case (.leaf(let mine), .leaf(let theirs)):
            ANLSMatch(
                sum: Self.similarity(mine, theirs),
                length: 1,
                isExact: isEqual(to: other),
                isNone: isNone
            )
        case (.list(let mine), .list(let theirs)): Self.lists(mine, theirs)
        case (.object(let keys, let mine), .object(let otherKeys, let theirs)):
            Self.objects(keys, mine, otherKeys, theirs)
        default: ANLSMatch(sum: 0, length: max(size, other.size), isNone: isNone)
        }
    }

    /// The option with the largest mean, of equal ones the exact one, of these the first.
    private static func best(_ matches: [ANLSMatch]) -> ANLSMatch {
        var best = matches[0]
        for match in matches.dropFirst() {
            let (mean, other) = (match.mean, best.mean)
            if mean > other || (mean == other && match.isExact && !best.isExact) { best = match }
        }
        return best
    }

    private static func similarity(_ mine: [Unicode.Scalar], _ theirs: [Unicode.Scalar]) -> Double {
        let longest = max(mine.count, theirs.count)
        guard longest > 0 else { return 1 }
        // Of more than half its length a text is not the same at all.
        let limit = Int(Double(longest) * (1 - threshold))
        guard let distance = Levenshtein.distance(mine, theirs, limit: limit) else { return 0 }
        let similarity = 1 - Double(distance) / Double(longest)
        return similarity < threshold ? 0 : similarity
    }

    /// Whether Python finds two leaves equal: numbers and truth values by value, texts by their scalars.
    private func isEqual(to other: ANLSTree) -> Bool {
        if case .text(let mine) = value {
            guard case .text(let theirs) = other.value else { return false }
            return ExactText.isEqual(mine, theirs)
        }
        return value.number != nil && value.number == other.value.number
    }

    private static func objects(
        _ keys: [Int],
        _ mine: [ANLSTree],
        _ otherKeys: [Int],
        _ theirs: [ANLSTree]
    ) -> ANLSMatch {
        var match = ANLSMatch(sum: 0, length: 0, isExact: true, isNone: true)
        for (index, key) in keys.enumerated() {
            // Most answers keep the order of the truth.
            let place =
                index < otherKeys.count && otherKeys[index] == key
                ? index : otherKeys.lastIndex(of: key)
            let child = mine[index].match(place.map { theirs[$0] } ?? missing)
            match.sum += child.sum
            match.length += child.length
            if place != nil {
                match.isNone = false
                if !child.isExact { match.isExact = false }
            } else if !child.isNone {
                match.isNone = false
                match.isExact = false
            }
        }
        for (index, key) in otherKeys.enumerated() where !keys.contains(key) {
            // Nothing where nothing was asked is no mistake, but takes its place in the length.
            match.length += max(1, theirs[index].size)
            match.isExact = false
            if !theirs[index].isNone { match.isNone = false }
        }
        return match
    }

    private static func lists(_ mine: [ANLSTree], _ theirs: [ANLSTree]) -> ANLSMatch {
        var match = ANLSMatch(
            sum: 0,
            length: 0,
            isExact: mine.count == theirs.count,
            isNone: mine.isEmpty
        )
        var pairs: [ANLSMatch] = []
        pairs.reserveCapacity(mine.count * theirs.count)
        for truth in mine { for answer in theirs { pairs.append(truth.match(answer)) } }
        let columns =
            theirs.isEmpty
            ? [Int?](repeating: nil, count: mine.count)
            : Assignment.maximal(
                pairs.map { $0.mean + ($0.isExact ? preference : 0) },
                rows: mine.count,
                columns: theirs.count
            )
        var isPaired = [Bool](repeating: false, count: theirs.count)
        for (row, column) in columns.enumerated() {
            guard let column else {
                match.length += mine[row].size
                continue
            }
            let pair = pairs[row * theirs.count + column]
            isPaired[column] = true
            match.sum += pair.sum
            match.length += pair.length
            if !pair.isExact { match.isExact = false }
        }
        for (column, tree) in theirs.enumerated() where !isPaired[column] {
            match.length += tree.size
        }
        return match
    }
}
