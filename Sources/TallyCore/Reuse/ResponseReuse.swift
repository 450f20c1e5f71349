/// Whether answers are kept for later requests, and given again.
package struct CachePolicy: Hashable, Sendable {
    package enum Mode: String, Sendable, CaseIterable {
        /// Every request is sent, and no answer kept.
        case off
        /// Answers that are there are given again; no new one is kept.
        case read
        /// Answers that are there are given again; new ones are kept.
        case write
        /// Every request is sent; its answer takes the place of the one that is there.
        case refresh

        package var isRead: Bool { self == .read || self == .write }
        package var isWritten: Bool { self == .write || self == .refresh }
    }

    package var mode: Mode
    /// How long an answer is given again; `nil` for ever.
    package var lifetime: Duration?
    /// The most answers kept when a run has ended; `nil` for no limit.
    package var size: Int?

    package init(mode: Mode = .off, lifetime: Duration? = nil, size: Int? = nil) {
        self.mode = mode
        self.lifetime = lifetime
        self.size = size
    }

    package var configuration: JSONValue {
        [
            "mode": .string(mode.rawValue), "ttl_s": .optional(lifetime?.seconds),
            "size": .optional(size),
        ]
    }

    /// Reads back what `configuration` wrote; what is missing is as if nobody had asked for a cache.
    package init(configuration: JSONValue) {
        self.init(
            mode: configuration["mode"]?.string.flatMap(Mode.init(rawValue:)) ?? .off,
            lifetime: configuration["ttl_s"]?.double.map { .seconds($0) },
            size: configuration["size"]?.integer
        )
    }
}

/// Answers that are kept, and by what they are found.
package protocol ResponseReuse: Sendable {
    var policy: CachePolicy { get }

    /// What an answer to the request is kept under.
    func key(of request: ModelRequest, to profile: Profile) -> Digest

    /// The answer under a key that may be given again at a moment, and the attempt that brought it.
    func find(_ key: Digest, of profile: Profile, at moment: Moment) throws -> (
        attempt: Int64, exchange: Exchange
    )?
}
