/// Waits until something that happens in another process is so; gives up after 20 seconds.
func wait(
    until what: String,
    _ condition: () async throws -> Bool
) async throws {
    let start = ContinuousClock.now
    while try await !condition() {
        guard ContinuousClock.now - start < .seconds(20) else { throw Impatience(what: what) }
        try await Task.sleep(for: .milliseconds(5))
    }
}

struct Impatience: Error, CustomStringConvertible {
    let what: String

    var description: String { "waited in vain until \(what)" }
}
