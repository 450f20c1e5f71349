internal import Synchronization
package import TallyCore

/// Sends a trace a trial to a collector of OpenTelemetry, in batches; what finds no room or is not taken is counted.
package final class OTLPTraces: RunObserver {
    /// Traces of one request, some 500 spans.
    private static let batch = 128
    private static let capacity = 4096

    private struct State {
        var waiting: [(lane: Int, trace: TrialTrace)] = []
        var lost = 0
    }

    private let client: OTLPClient
    private let spans: TraceSpans
    private let share: Double
    private let state = Mutex(State())

    /// - Parameters:
    ///   - client: Of the collector's traces.
    ///   - subject: What is traced.
    ///   - share: Of trials that are traced, 0 to 1; chosen by their identifiers.
    package init(_ client: OTLPClient, _ subject: RunMeters.Subject, share: Double) {
        self.client = client
        spans = TraceSpans(subject)
        self.share = share
    }

    package func receive(_ event: RunEvent) {
        guard case .trialTraced(let lane, let trace) = event, trace.id.isAmong(share: share)
        else { return }
        state.withLock { state in
            if state.waiting.count < Self.capacity {
                state.waiting.append((lane, trace))
            } else {
                state.lost += 1
            }
        }
    }

    /// Enough waits for a request.
    package var isDue: Bool { state.withLock { $0.waiting.count >= Self.batch } }

    /// Traces that were dropped or not taken.
    package var lost: Int { state.withLock { $0.lost } }

    /// Sends what waits, for so long; throws `MonitorError` at the first batch that is not taken, which is lost.
    package func flush(within limit: Duration = .seconds(10)) async throws(MonitorError) {
        let start = ContinuousClock.now
        var rejection: MonitorError?
        while ContinuousClock.now - start < limit {
            let batch = state.withLock { state in
                let batch = Array(state.waiting.prefix(Self.batch))
                state.waiting.removeFirst(batch.count)
                return batch
            }
            if batch.isEmpty { break }
            var writer = SpanWriter()
            for (lane, trace) in batch { spans.append(trace, lane: lane, to: &writer) }
            do throws(MonitorError) {
                let left = try await client.post(document(of: writer.text))
                rejection = rejection ?? left
            } catch {
                state.withLock { $0.lost += batch.count }
                throw error
            }
        }
        // What a collector left out of a batch it took, it was told.
        if let rejection { throw rejection }
    }

    /// Counts what still waits as lost.
    package func abandon() {
        state.withLock { state in
            state.lost += state.waiting.count
            state.waiting = []
        }
    }

    private func document(of spans: String) -> String {
        let resource = client.scope.resource.jsonText
        let scope = client.scope.json.jsonText
        let schema = JSONValue.string(GenAIConventions.schema).jsonText
        return "{\"resourceSpans\":[{\"resource\":\(resource),\"scopeSpans\":[{\"scope\":\(scope),"
            + "\"spans\":[\(spans)],\"schemaUrl\":\(schema)}]}]}"
    }
}
