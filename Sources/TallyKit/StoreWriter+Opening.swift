internal import TallyCore
internal import TallyRunner
internal import TallyStore

extension StoreWriter {
    /// Opens a store for writing and keeps what its experiments promised: bodies past their retention are erased.
    static func opening(
        _ path: String,
        clock: RunClock = RunClock(),
        notice: @escaping @Sendable (String) -> Void = { _ in }
    ) throws -> StoreWriter {
        let writer = try StoreWriter(path: path, patience: DiskPatience(notice: notice))
        let count = try writer.eraseExpiredBodies(at: clock.wall())
        if count > 0 { notice("\(count) bodies of answers past their retention were erased") }
        return writer
    }
}
