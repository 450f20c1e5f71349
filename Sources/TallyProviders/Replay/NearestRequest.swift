internal import TallyCore

/// The recorded request that is most like one that was never recorded, and where they differ.
struct NearestRequest {
    /// `user from character 412 on: recorded "TOTAL 9.10", asked "TOTAL 9.19"`.
    let difference: String
    private let distance: Int

    /// `nil` where nothing was recorded.
    init?(to asked: RequestIdentity, among entries: [Cassette.Entry]) {
        let leaves = Leaves(asked)
        var best: NearestRequest?
        for entry in entries {
            let candidate = NearestRequest(from: Leaves(entry.identity), to: leaves)
            if candidate.distance < best?.distance ?? .max { best = candidate }
        }
        guard let best else { return nil }
        self = best
    }

    private init(from recorded: Leaves, to asked: Leaves) {
        var distance = 0
        var texts: [String] = []
        for path in recorded.paths.union(asked.paths).sorted() {
            let (old, new) = (recorded.values[path], asked.values[path])
            guard old != new else { continue }
            let (text, share) = Self.compare(old, new, at: path)
            texts.append(text)
            // A member that differs weighs more than any text that is nearly the same.
            distance += 1_000_000 + share
        }
        self.distance = distance
        difference = texts.isEmpty ? "nothing" : texts.joined(separator: "; ")
    }

    /// In words, and in characters that differ.
    private static func compare(
        _ old: JSONValue?,
        _ new: JSONValue?,
        at path: String
    ) -> (String, Int) {
        if let left = old?.string, let right = new?.string,
            max(left.utf8.count, right.utf8.count) > 60
        {
            let (left, right) = (Array(left), Array(right))
            let start = zip(left, right).prefix { $0 == $1 }.count
            let rest = min(left.count, right.count) - start
            let end = zip(left.reversed(), right.reversed()).prefix { $0 == $1 }.count
            let same = start + min(end, rest)
            func excerpt(_ text: [Character]) -> String {
                JSONValue.string(String(text.dropFirst(start).prefix(24))).jsonText
            }
            return (
                "\(path) from character \(start + 1) on: recorded \(excerpt(left)), asked "
                    + excerpt(right),
                min(999_999, max(left.count, right.count) - same)
            )
        }
        func word(_ value: JSONValue?) -> String { value?.jsonText ?? "nothing" }
        return ("\(path): recorded \(word(old)), asked \(word(new))", 0)
    }

    /// The scalars of a request by their key paths.
    private struct Leaves {
        private(set) var values: [String: JSONValue] = [:]
        var paths: Set<String> { Set(values.keys) }

        init(_ identity: RequestIdentity) { add(.object(identity.members), at: "") }

        private mutating func add(_ value: JSONValue, at path: String) {
            guard let object = value.object else {
                values[path] = value
                return
            }
            for member in object.members {
                add(member.value, at: path.isEmpty ? member.key : path + "." + member.key)
            }
        }
    }
}
