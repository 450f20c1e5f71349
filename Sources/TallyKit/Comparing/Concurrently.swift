internal import Dispatch
internal import Synchronization

/// Work on several things at a time, on as many threads as there are processors.
enum Concurrently {
    /// The results in the order of the elements; the first error among them in this order.
    static func map<Element: Sendable, Value: Sendable>(
        _ elements: [Element],
        _ transform: @Sendable (Element) throws -> Value
    ) throws -> [Value] {
        let results = Mutex<[Int: Result<Value, any Error>]>([:])
        DispatchQueue.concurrentPerform(iterations: elements.count) { index in
            let result = Result { try transform(elements[index]) }
            results.withLock { $0[index] = result }
        }
        let all = results.withLock { $0 }
        return try elements.indices.compactMap { try all[$0]?.get() }
    }
}
