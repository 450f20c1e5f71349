internal import TallyCore

/// How long documents took that came at times of their own, in a line.
enum ResponseText {
    /// `gpt-4o: documents came as a Poisson process of 20 a second; answered 1.2/3.4 s (p50/p95) after they were due, of
    /// it 0.9/3.0 s waiting`; `nil` where each was sent when an earlier one was answered.
    static func line(_ run: RunSummary) -> String? {
        let response = run.response
        // A replay waits as its own pace has it, which says nothing of a model.
        guard response.arrivals.isOpen, response.n > 0, !run.isRecorded else { return nil }
        func both(_ half: Estimate?, _ tail: Estimate?) -> String {
            seconds(half) + "/" + seconds(tail)
        }
        var text =
            "\(run.name): \(words(response.arrivals)); answered "
            + "\(both(response.p50, response.p95)) s (p50/p95) after they were due, of it "
            + "\(both(response.queueP50, response.queueP95)) s waiting for a place or a retry"
        // The last answer's own time slows a short run down, too; a queue does not come of that.
        let isQueued = response.queueP50?.value ?? 0 > run.latency.p50?.value ?? .infinity
        let done = run.trials.planned - run.trials.pending
        if isQueued, let rate = response.arrivals.perSecond, run.wall > 0, done > 0 {
            let pace = Double(done) / run.wall
            if pace < rate * 0.95 {
                text +=
                    ". It kept up with \(NumberText.seconds(pace)) a second only: the longer they come so, "
                    + "the longer they wait"
            }
        }
        return TerminalText.sanitize(text)
    }

    private static func words(_ arrivals: Arrivals) -> String {
        switch arrivals {
        case .closed: "documents were sent one after the other"
        case .constant(let rate): "a document came every \(NumberText.seconds(1 / rate)) s"
        case .poisson(let rate):
            "documents came at random, \(NumberText.seconds(rate)) a second (Poisson)"
        case .recorded(let speed):
            speed == 1
                ? "documents came as recorded"
                : "documents came \(NumberText.seconds(speed)) times faster than recorded"
        }
    }

    private static func seconds(_ estimate: Estimate?) -> String {
        guard let estimate else { return "-" }
        let bound = estimate.method.hasSuffix("-censored") ? "≥" : ""
        return bound + NumberText.seconds(estimate.value)
    }
}
