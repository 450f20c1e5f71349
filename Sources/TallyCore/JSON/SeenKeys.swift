/// Finds duplicate keys of one object: by looking while it is small, by hashing once it is large.
///
/// Keys are told apart by their bytes, also where they differ only by Unicode normalisation.
struct SeenKeys {
    private static let smallCount = 16

    private var hashed: Set<[UInt8]> = []

    /// Returns whether the key is new; `object` holds the keys so far.
    mutating func insert(_ key: String, into object: JSONObject) -> Bool {
        guard object.count >= Self.smallCount else {
            // Most differ, and then comparing them as text is the quicker way to know.
            return !object.members.contains {
                $0.key == key && $0.key.utf8.elementsEqual(key.utf8)
            }
        }
        if hashed.isEmpty { hashed = Set(object.members.map { Array($0.key.utf8) }) }
        return hashed.insert(Array(key.utf8)).inserted
    }
}
