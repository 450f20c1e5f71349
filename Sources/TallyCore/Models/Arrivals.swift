/// When documents are sent: as places become free, or at times of their own, whatever became of those before.
package enum Arrivals: Hashable, Sendable {
    /// The next one leaves when an earlier one is answered: as many in flight as the concurrency.
    case closed
    /// So many a second, at equal distances.
    case constant(perSecond: Double)
    /// So many a second on average, independent of each other.
    case poisson(perSecond: Double)
    /// As the dataset recorded them, so many times faster.
    case recorded(speed: Double)

    /// What a rate or a speed may be: times that follow from others are beyond any run.
    package static let bounds = 0.001...1_000_000

    /// Documents come whether or not there is a place for them, so what they wait is part of the answer's time.
    package var isOpen: Bool { self != .closed }

    /// Documents a second; `nil` where no rate is stated.
    package var perSecond: Double? {
        switch self {
        case .constant(let rate), .poisson(let rate): rate
        case .closed, .recorded: nil
        }
    }

    package var configuration: JSONValue {
        switch self {
        case .closed: "closed"
        case .constant(let rate): ["constant": .number(rate)]
        case .poisson(let rate): ["poisson": .number(rate)]
        case .recorded(let speed): ["recorded": .number(speed)]
        }
    }

    /// Reads back what `configuration` wrote; anything else is closed.
    package init(configuration: JSONValue) {
        if let rate = configuration["constant"]?.double {
            self = .constant(perSecond: rate)
        } else if let rate = configuration["poisson"]?.double {
            self = .poisson(perSecond: rate)
        } else if let speed = configuration["recorded"]?.double {
            self = .recorded(speed: speed)
        } else {
            self = .closed
        }
    }
}

/// How the lanes of a benchmark go forward.
package enum Schedule: String, Sendable, CaseIterable {
    /// Each at its own pace.
    case free
    /// Each document is sent to all variants before the next one is: what changes with time meets them alike.
    case lockstep
}
