internal import ArgumentParser
internal import TallyCore
internal import TallyKit

/// Answers that were given before: the response cache, and cassettes.
struct ReuseOptions: ParsableArguments {
    @Option(
        help:
            "Give kept answers again and keep new ones: off, read, write (both), refresh (keep anew)."
    )
    var cache: CachePolicy.Mode?

    @Option(help: "Write what was answered as cassettes into this folder, to be replayed offline.")
    var record: String?

    @Option(help: "How many times faster than recorded cassettes answer: 1, N or `max`.")
    var replaySpeed: ReplaySpeed?

    var flags: ReuseFlags {
        ReuseFlags(cache: cache, speed: replaySpeed.map { $0.factor }, recording: record)
    }
}

extension CachePolicy.Mode: ExpressibleByArgument {}

/// A number from 0.001 on, or `max`.
struct ReplaySpeed: ExpressibleByArgument {
    /// `nil` for at once.
    let factor: Double?

    init?(argument: String) {
        if argument == "max" {
            factor = nil
        } else if let number = Double(argument), Arrivals.bounds.contains(number) {
            factor = number
        } else {
            return nil
        }
    }
}
