/// A table of at most `capacity` entries that forgets the oldest key first.
struct BoundedTable<Value> {
    let capacity: Int
    private var values: [UInt64: Value] = [:]
    /// Keys in the order they came; a ring once the table is full.
    private var keys: [UInt64] = []
    private var oldest = 0

    init(capacity: Int) {
        precondition(capacity > 0)
        self.capacity = capacity
    }

    var count: Int { values.count }

    subscript(key: UInt64) -> Value? { values[key] }

    mutating func set(_ key: UInt64, to value: Value) {
        if values.updateValue(value, forKey: key) != nil { return }
        if keys.count < capacity {
            keys.append(key)
        } else {
            values[keys[oldest]] = nil
            keys[oldest] = key
            oldest = (oldest + 1) % capacity
        }
    }
}
