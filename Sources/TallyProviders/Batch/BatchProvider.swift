internal import Foundation
internal import Synchronization
package import TallyCore
package import TallyHTTP

/// An endpoint that is asked in batches: requests are gathered to a file, handed over, and collected when it is done.
///
/// What was handed over is noted before and after, so that a later sitting collects what an earlier one paid for, and
/// nothing is handed over twice. A request that is stopped meanwhile ends with `cancelled`: it was not sent, or its answer
/// is still to be collected.
package final class BatchProvider: ModelProvider {
    package var source: CallSource { .batch }

    let desk: BatchDesk
    let dialect: any Dialect
    let ledger: any BatchLedger
    let tell: @Sendable (String) -> Void
    private let options: BatchOptions
    private let most: Int
    private let isStopped: @Sendable () -> Bool
    private let state = Mutex(State())

    /// A request and whoever waits for it.
    struct Waiting {
        let request: ModelRequest
        let continuation: CheckedContinuation<Exchange, Never>
    }

    private struct State {
        var arrived: [Waiting] = []
        var lastArrival = ContinuousClock.now
        var isWorking = false
        /// Open ones of earlier sittings were looked up.
        var hasRecovered = false
        var batches: [OpenBatch] = []
    }

    /// - Parameters:
    ///   - profile: Whom it asks; its `batch` says how.
    ///   - endpoint: The base URL.
    ///   - access: Keys and headers, which are scrubbed from whatever comes back.
    ///   - path: The proxy and the trusted authorities.
    ///   - schema: The JSON Schema of the answer.
    ///   - ledger: Where batches are noted.
    ///   - isStopped: Whether somebody wants to stop.
    ///   - tell: Gets a line about each batch.
    package init(
        profile: Profile,
        endpoint: String,
        access: Access = Access(),
        path: WirePath = WirePath(),
        schema: JSONValue,
        ledger: any BatchLedger,
        isStopped: @escaping @Sendable () -> Bool,
        tell: @escaping @Sendable (String) -> Void
    ) {
        options = profile.batch ?? BatchOptions()
        most = options.most(showingImages: profile.image != nil)
        dialect = WireProvider.dialect(of: profile, schema: schema)
        desk = BatchDesk(
            address: BatchAddress(profile, endpoint: endpoint),
            access: access,
            path: path,
            connect: profile.deadlines.connect
        )
        self.ledger = ledger
        self.isStopped = isStopped
        self.tell = tell
    }

    package func send(_ request: ModelRequest) async -> Exchange {
        await withCheckedContinuation { continuation in
            let begins = state.withLock { state in
                state.arrived.append(Waiting(request: request, continuation: continuation))
                state.lastArrival = .now
                defer { state.isWorking = true }
                return !state.isWorking
            }
            if begins { Task { await work() } }
        }
    }

    /// Gathers, hands over and collects until nobody waits, or somebody wants to stop.
    private func work() async {
        while !endsWork() {
            if isStopped() {
                giveBack(ProviderError(.cancelled, "not collected: the run was stopped"))
                continue
            }
            var batches: [OpenBatch] = []
            do {
                batches = try gather()
            } catch {
                giveBack(ProviderError(.cancelled, "the store cannot be written: \(error)"))
            }
            var open: [OpenBatch] = []
            for var batch in batches {
                let isDue = !batch.waiting.isEmpty && batch.due <= .now
                if isDue, await advance(&batch) { continue }
                open.append(batch)
            }
            state.withLock { $0.batches = open }
            try? await Task.sleep(for: min(options.poll, .milliseconds(50)))
        }
    }

    /// Whether there is nothing left to do; the next request then begins anew.
    private func endsWork() -> Bool {
        state.withLock { state in
            let isIdle =
                state.arrived.isEmpty && state.batches.allSatisfy { $0.waiting.isEmpty }
            if isIdle { state.isWorking = false }
            return isIdle
        }
    }

    /// Ends all requests with an error that leaves them to a later sitting.
    private func giveBack(_ error: ProviderError) {
        let waiting = state.withLock { state in
            let all = state.arrived + state.batches.flatMap { $0.waiting.values }
            state.arrived = []
            state.batches = []
            state.hasRecovered = false
            return all
        }
        for one in waiting { one.continuation.resume(returning: .unanswered(error)) }
    }

    /// The open batches, with those that are made of what arrived, or joined by it.
    private func gather() throws -> [OpenBatch] {
        var taken = state.withLock { state in
            let copy = state
            (state.arrived, state.batches) = ([], [])
            state.hasRecovered = true
            return copy
        }
        if !taken.hasRecovered { taken.batches += try ledger.openBatches().map(OpenBatch.init) }
        join(&taken)
        let isFull = taken.arrived.count >= most
        guard isFull || .now - taken.lastArrival >= options.gather else {
            // Put back in front of what came meanwhile.
            state.withLock { $0.arrived = taken.arrived + $0.arrived }
            return taken.batches
        }
        while !taken.arrived.isEmpty {
            do {
                taken.batches.append(try next(&taken.arrived))
            } catch {
                let left = taken
                state.withLock { state in
                    state.arrived = left.arrived + state.arrived
                    state.batches = left.batches
                }
                throw error
            }
        }
        return taken.batches
    }

    /// What an earlier sitting handed over is waited for, not handed over again.
    private func join(_ taken: inout State) {
        var left: [Waiting] = []
        for waiting in taken.arrived {
            let place = waiting.request.place
            // Of a place that was asked again the newest batch has the answer.
            guard let index = taken.batches.lastIndex(where: { $0.unclaimed.contains(place) })
            else {
                left.append(waiting)
                continue
            }
            for other in taken.batches.indices { taken.batches[other].unclaimed.remove(place) }
            taken.batches[index].waiting[place] = waiting
        }
        taken.arrived = left
    }

    /// A batch of the first requests, noted before anything leaves.
    private func next(_ arrived: inout [Waiting]) throws -> OpenBatch {
        var file = BatchFile(interface: desk.address.interface, most: most)
        var waiting: [String: Waiting] = [:]
        var later: [Waiting] = []
        var isFull = false
        for one in arrived {
            let place = one.request.place
            if !isFull, waiting[place] == nil {
                if file.add(place, body: dialect.body(for: one.request.prompt)) {
                    waiting[place] = one
                    continue
                }
                isFull = true
            }
            later.append(one)
        }
        let now = Moment(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        var random = SystemRandomNumberGenerator()
        let id = ULID(milliseconds: UInt64(max(0, now.milliseconds)), using: &random)
        let record = BatchRecord(id: id, opened: now, places: file.places)
        try ledger.note(record)
        arrived = later
        return OpenBatch(record, file.bytes, waiting)
    }

    /// When a batch is looked at next.
    var nextLook: ContinuousClock.Instant { .now + options.poll }
}
