internal import TallyCore

/// Tells a case that fails from an endpoint that is down: after some misses in a row a lane waits, then tries one trial.
struct CircuitBreaker: Hashable, Sendable {
    /// Trials in a row without an answer that open the circuit.
    static let threshold = 3
    private static let firstPause = Duration.seconds(15)
    private static let longestPause = Duration.seconds(120)
    /// Probes that may fail before the lane is given up: after 15, 30, 60 and 120 seconds.
    private static let mostProbes = 4

    private(set) var isOpen = false
    private var misses = 0
    private var outages = 0
    private var failedProbes = 0

    /// What a miss means for the lane.
    enum Verdict: Hashable, Sendable {
        case goOn
        /// Wait, then try again with one trial.
        case pause
        case stop
    }

    /// The endpoint answered, if only to refuse what it was asked.
    mutating func answered() { self = CircuitBreaker() }

    /// A trial ended without an answer; `hasAnswered` says that the endpoint once did.
    ///
    /// Waiting helps only against outages, and only where something was there before.
    mutating func missed(isOutage: Bool, hasAnswered: Bool) -> Verdict {
        misses += 1
        if isOutage { outages += 1 }
        guard misses >= Self.threshold, !isOpen else { return .goOn }
        guard hasAnswered, outages == misses else { return .stop }
        isOpen = true
        return .pause
    }

    /// The wait before the next probe.
    var pause: Duration { min(Self.firstPause * (1 << failedProbes), Self.longestPause) }

    /// The probe brought no answer; returns whether the lane is to be given up.
    mutating func probeFailed() -> Bool {
        failedProbes += 1
        return failedProbes >= Self.mostProbes
    }
}
