internal import Synchronization
package import TallyCore

/// Counts requests as OpenTelemetry's conventions for generative models want it: a histogram each of tokens, duration and time to
/// the first chunk.
package final class GenAIMeters: RunObserver {
    /// Model versions that are told apart for one profile; later ones are `_OTHER`.
    private static let mostModels = 10
    private static let other = "_OTHER"

    private struct Key: Hashable {
        var lane: Int
        var profile: Int
        var model: String?
        var error: ErrorType?
    }

    fileprivate struct Totals {
        var input = Histogram(bounds: GenAIConventions.tokenBounds)
        var output = Histogram(bounds: GenAIConventions.tokenBounds)
        var durations = Histogram(bounds: GenAIConventions.durationBounds)
        var firstChunks = Histogram(bounds: GenAIConventions.firstChunkBounds)
    }

    private let subject: RunMeters.Subject
    private let totals = Mutex<[Key: Totals]>([:])

    package init(_ subject: RunMeters.Subject) { self.subject = subject }

    package func receive(_ event: RunEvent) {
        guard case .attemptFinished(let lane, let report) = event, !report.isLost,
            subject.variants.indices.contains(lane)
        else { return }
        let profiles = subject.variants[lane].profiles
        var key = Key(
            lane: lane,
            profile: profiles.firstIndex { $0.name == report.profile } ?? 0,
            model: report.returnedModel,
            error: report.error
        )
        totals.withLock { totals in
            if totals[key] == nil { key.model = Self.capped(key, among: totals.keys) }
            totals[key, default: Totals()].add(report)
        }
    }

    private static func capped(_ key: Key, among keys: some Sequence<Key>) -> String? {
        guard let model = key.model else { return nil }
        var known: Set<String> = []
        for other in keys where other.lane == key.lane && other.profile == key.profile {
            if let model = other.model { known.insert(model) }
        }
        return known.contains(model) || known.count < mostModels ? model : other
    }

    /// The three histograms, under the conventions' attributes and the labels of every series of Tally's.
    var families: [MetricFamily] {
        let totals = totals.withLock { $0 }.sorted { Self.order($0.key) < Self.order($1.key) }
        var tokens = MetricFamily(
            GenAIConventions.tokenMetric,
            .histogram,
            "Tokens of each request; input includes cached tokens."
        )
        var durations = MetricFamily(
            GenAIConventions.durationMetric,
            .histogram,
            "Seconds each request took."
        )
        var firstChunks = MetricFamily(
            GenAIConventions.firstChunkMetric,
            .histogram,
            "Seconds to the first content of each streamed answer."
        )
        for (key, one) in totals {
            let attributes = attributes(of: key)
            if one.input.count > 0 {
                let type = GenAIConventions.tokenType
                tokens.add(attributes + [(type, "input")], one.input)
                tokens.add(attributes + [(type, "output")], one.output)
            }
            durations.add(attributes, one.durations)
            if one.firstChunks.count > 0 { firstChunks.add(attributes, one.firstChunks) }
        }
        return [tokens, durations, firstChunks]
    }

    private static func order(_ key: Key) -> (Int, Int, String, String) {
        (key.lane, key.profile, key.model ?? "", key.error?.rawValue ?? "")
    }

    private func attributes(of key: Key) -> MetricFamily.Labels {
        let variant = subject.variants[key.lane]
        let profile = variant.profiles[key.profile]
        var labels: MetricFamily.Labels = [
            ("benchmark", subject.benchmark), ("dataset", subject.dataset),
            ("variant", variant.name), ("simulated", variant.simulation),
            (GenAIConventions.operation, GenAIConventions.chat),
            (GenAIConventions.provider, GenAIConventions.provider(profile.provider)),
            (GenAIConventions.requestModel, profile.model),
        ]
        if let model = key.model { labels.append((GenAIConventions.responseModel, model)) }
        if let error = key.error { labels.append((GenAIConventions.error, error.rawValue)) }
        return labels
    }
}

extension GenAIMeters.Totals {
    fileprivate mutating func add(_ report: RunEvent.AttemptReport) {
        if let usage = report.usage {
            input.observe(usage.prompt)
            output.observe(usage.output)
        }
        if let time = report.service { durations.observe(time) }
        if let time = report.firstToken { firstChunks.observe(time) }
    }
}
