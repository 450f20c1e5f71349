extension Result where Failure == any Error {
    /// The outcome of an asynchronous body as a value.
    package static func capturing(_ body: () async throws -> Success) async -> Result {
        do { return .success(try await body()) } catch { return .failure(error) }
    }
}
