internal import Logging

/// Passes on what is logged, but nothing from a task that was cancelled.
///
/// Hummingbird reports the cancellation of its own accept loop as an error; a server that is told to stop has none.
struct QuietEnding: LogHandler {
    var base: any LogHandler

    var metadata: Logger.Metadata {
        get { base.metadata }
        set { base.metadata = newValue }
    }

    var logLevel: Logger.Level {
        get { base.logLevel }
        set { base.logLevel = newValue }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { base[metadataKey: key] }
        set { base[metadataKey: key] = newValue }
    }

    func log(event: LogEvent) {
        if !Task.isCancelled { base.log(event: event) }
    }
}
