internal import TallyCore

/// Reads whether requests are sent one by one or handed over in batches, and how those are made.
enum BatchReader {
    static let keys = ["requests", "poll", "gather"]

    enum Mode: String, CaseIterable {
        case live, batch
    }

    /// Sets or ends batch mode where the fields say so; a batch is not streamed.
    static func read(
        _ fields: Cursor.Fields,
        into profile: inout Profile
    ) throws(ConfigurationError) {
        if let mode = fields["mode"] {
            switch try mode.choice(of: Mode.allCases) {
            case .live:
                guard profile.batch != nil else { break }
                let plain = Profile(name: "", provider: profile.provider, model: "")
                profile.concurrency = plain.concurrency
                profile.isStreamed = plain.isStreamed
                profile.batch = nil
            case .batch: profile.batch = profile.batch ?? BatchOptions()
            }
            if profile.batch != nil, profile.azure?.form == .models {
                throw mode.error("the route models has no batches")
            }
        }
        if let value = fields["batch"] {
            guard let batch = profile.batch else {
                throw value.error("only a profile with mode: batch has a use for this key")
            }
            profile.batch = try options(value, over: batch)
        }
        guard profile.batch != nil else { return }
        if let value = fields["stream"], try value.bool() {
            throw value.error("a batch is not streamed: leave this out, or say mode: live")
        }
        if let value = fields["concurrency"] {
            throw value.error("in batches as many are in flight as a batch holds: batch.requests")
        }
        profile.isStreamed = false
        profile.concurrency = profile.batchConcurrency
    }

    private static func options(
        _ cursor: Cursor,
        over batch: BatchOptions
    ) throws(ConfigurationError) -> BatchOptions {
        let fields = try cursor.map(keys: keys)
        var options = batch
        if let value = fields["requests"] {
            options.requests = try value.integer(in: 1...BatchOptions.mostRequests)
        }
        if let value = fields["poll"] { options.poll = try positive(value) }
        if let value = fields["gather"] { options.gather = try positive(value) }
        return options
    }

    private static func positive(_ cursor: Cursor) throws(ConfigurationError) -> Duration {
        let duration = try cursor.duration()
        guard duration > .zero else { throw cursor.error("expected more than 0 seconds") }
        return duration
    }
}

extension Profile {
    /// As many as a batch holds; what goes one by one keeps its own.
    var batchConcurrency: Concurrency {
        batch.map { .fixed($0.most(showingImages: image != nil)) } ?? concurrency
    }
}
