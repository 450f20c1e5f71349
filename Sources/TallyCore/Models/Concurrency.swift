/// How many requests of a lane may be in flight: always as many, or as many as the endpoint bears.
package struct Concurrency: Hashable, Sendable, ExpressibleByIntegerLiteral {
    /// The limit at the start.
    package var start: Int
    /// Where the limit may go.
    package var range: ClosedRange<Int>

    /// The same limit all the time, as a comparison of latencies needs it.
    package static func fixed(_ count: Int) -> Concurrency {
        Concurrency(start: count, range: count...count)
    }

    /// A limit that a controller moves.
    package static let adaptive = Concurrency(start: 20, range: 10...100)

    package init(start: Int, range: ClosedRange<Int>) {
        self.start = start
        self.range = range
    }

    package init(integerLiteral count: Int) { self = .fixed(count) }

    package var isAdaptive: Bool { range.lowerBound < range.upperBound }

    /// Requests in flight at most, ever.
    package var most: Int { range.upperBound }

    /// The same, with `most` in flight at most.
    package func limited(to most: Int) -> Concurrency {
        Concurrency(
            start: min(start, most),
            range: min(range.lowerBound, most)...min(range.upperBound, most)
        )
    }

    package var configuration: JSONValue {
        guard isAdaptive else { return .number(start) }
        return [
            "start": .number(start), "min": .number(range.lowerBound),
            "max": .number(range.upperBound),
        ]
    }

    /// Reads back what `configuration` wrote.
    package init?(configuration: JSONValue) {
        if let count = configuration.integer {
            self = .fixed(count)
            return
        }
        guard let start = configuration["start"]?.integer,
            let least = configuration["min"]?.integer, let most = configuration["max"]?.integer,
            least <= start, start <= most
        else { return nil }
        self.init(start: start, range: least...most)
    }
}
