internal import TallyCore

/// What an endpoint does instead of answering at once.
enum Fault: Hashable, Sendable {
    /// A 429; the wait is what its headers ask for.
    case rateLimited(wait: Duration)
    /// A 500, or a 503 when overloaded; in a stream, where the API has words for it.
    case serverError(isOverloaded: Bool, inStream: Bool)
    case stall(Stall)
}

/// What happens to an answer on its way.
enum Mishap: Hashable, Sendable {
    case stall(Stall)
    case failure(isOverloaded: Bool)
}

/// Silence in the middle of an answer, which then goes on, or is cut off.
struct Stall: Hashable, Sendable {
    var silence: Duration
    var goesOn: Bool
}

extension Simulation {
    /// The fault a request meets, if any: a pure function of seed, body and how often the body was seen.
    ///
    /// A body that met a fault is served the next time, so that no request is refused for ever; a later sighting
    /// draws again.
    func fault(for arrival: Arrival) -> Fault? {
        guard let fault = drawnFault(for: arrival) else { return nil }
        var run = 1
        while run <= arrival.sighting, drawnFault(for: arrival.earlier(by: run)) != nil { run += 1 }
        return run.isMultiple(of: 2) ? nil : fault
    }

    private func drawnFault(for arrival: Arrival) -> Fault? {
        var draws = arrival.draws("fault")
        let chance = draws.unit()
        if chance < rateLimitShare {
            return .rateLimited(wait: .milliseconds(200 + draws.below(801)))
        }
        if chance < rateLimitShare + serverErrorShare {
            let isOverloaded = draws.chance(0.5)
            return .serverError(isOverloaded: isOverloaded, inStream: draws.chance(0.5))
        }
        if chance < rateLimitShare + serverErrorShare + stallShare {
            return .stall(Stall(silence: .seconds(stall), goesOn: draws.chance(0.5)))
        }
        return nil
    }
}
