internal import Synchronization
package import TallyCore

/// Counts everything that happens in a sitting of an experiment, before anything is buffered or sent.
///
/// So whatever a backend misses, it misses a moment and never a count: all of them export the same totals.
package final class RunMeters: RunObserver {
    /// What the meters are of.
    package struct Subject: Sendable {
        package var benchmark: String
        package var dataset: String
        package var variants: [Variant]

        package struct Variant: Sendable {
            package var name: String
            package var isSimulated: Bool
            /// Answered from a cassette: nothing is asked, and nothing paid for.
            package var isRecorded: Bool
            /// Its own first.
            package var profiles: [Profile]

            package init(
                name: String,
                isSimulated: Bool,
                isRecorded: Bool = false,
                profiles: [Profile]
            ) {
                self.name = name
                self.isSimulated = isSimulated
                self.isRecorded = isRecorded
                self.profiles = profiles
            }

            /// What the label `simulated` says of it: `false` for what is really asked now, and for nothing else.
            var simulation: String { isSimulated ? "true" : isRecorded ? "recorded" : "false" }
        }

        /// Whom a variant asks.
        package struct Profile: Sendable {
            package var name: String
            package var provider: TallyCore.Profile.Provider
            /// As it is asked for.
            package var model: String

            package init(
                name: String,
                provider: TallyCore.Profile.Provider = .openai,
                model: String = ""
            ) {
                self.name = name
                self.provider = provider
                self.model = model
            }
        }

        package init(benchmark: String, dataset: String, variants: [Variant]) {
            self.benchmark = benchmark
            self.dataset = dataset
            self.variants = variants
        }
    }

    package let subject: Subject
    private let variants: Mutex<[VariantTotals]>

    /// - Parameters:
    ///   - subject: What is measured.
    ///   - buckets: Upper bounds of the histograms in seconds, finite and ascending.
    package init(_ subject: Subject, buckets: [Double]) {
        self.subject = subject
        variants = Mutex(
            subject.variants.map { variant in
                VariantTotals(
                    name: variant.name,
                    simulation: variant.simulation,
                    profiles: variant.profiles.map(\.name),
                    bounds: buckets
                )
            }
        )
    }

    /// The totals at this moment.
    var snapshot: [VariantTotals] { variants.withLock { $0 } }

    package func receive(_ event: RunEvent) {
        switch event {
        case .attemptStarted(let lane, _): change(lane) { $0.attemptStarted() }
        case .attemptFinished(let lane, let report): change(lane) { $0.add(report) }
        case .trialFinished(let lane, let report): change(lane) { $0.add(report) }
        case .started, .trialTraced, .limitChanged, .costForecast, .laneStopped, .remark, .draining,
            .finished:
            break
        }
    }

    /// Counts what an earlier sitting of the run did.
    package func receive(stored event: RunEvent) {
        guard case .attemptFinished(let lane, let report) = event else { return receive(event) }
        change(lane) { $0.add(report, isLive: false) }
    }

    private func change(_ lane: Int, _ body: (inout VariantTotals) -> Void) {
        variants.withLock { variants in
            guard variants.indices.contains(lane) else { return }
            body(&variants[lane])
        }
    }
}
