internal import TallyCore

/// Turns what was done for a trial into spans: one for the trial, its step, each call and each request.
///
/// A call is what the conventions call an inference, retries included; its requests are HTTP spans below it.
struct TraceSpans: Sendable {
    private typealias Names = GenAIConventions
    private typealias Head = SpanWriter.Head

    private let subject: RunMeters.Subject

    init(_ subject: RunMeters.Subject) { self.subject = subject }

    func append(_ trace: TrialTrace, lane: Int, to writer: inout SpanWriter) {
        guard subject.variants.indices.contains(lane) else { return }
        let variant = subject.variants[lane]
        let began = trace.began.milliseconds * 1_000_000
        func head(
            _ id: UInt64,
            in parent: UInt64?,
            _ kind: SpanWriter.Kind,
            _ start: Duration,
            _ duration: Duration,
            _ error: ErrorType?
        ) -> Head {
            Head(
                trace: trace.id,
                id: max(id, 1),
                parent: parent.map { max($0, 1) },
                kind: kind,
                start: began + start.nanoseconds,
                end: began + (start + duration).nanoseconds,
                error: error?.rawValue
            )
        }
        // The trial's random bits name its root, and what follows them step and calls; requests have their own.
        let root = trace.id.bits.low
        let error = error(of: trace)
        let rootHead = head(root, in: nil, .internally, .zero, trace.duration, error)
        writer.span(
            rootHead,
            name: "process_receipt",
            { describe(trace, variant, to: &$0) },
            events: trace.score == nil ? nil : { judge(trace, at: rootHead.end, to: &$0) }
        )
        let step = root &+ 1
        let start = trace.calls.map(\.start).min() ?? .zero
        let end = trace.calls.map { $0.start + $0.duration }.max() ?? trace.duration
        writer.span(
            head(step, in: root, .internally, start, end - start, error),
            name: "\(Names.executeTool) \(trace.tool)",
            { writer in
                writer.add(Names.operation, Names.executeTool)
                writer.add(Names.tool, trace.tool)
            }
        )
        for (index, call) in trace.calls.enumerated() {
            let id = step &+ 1 &+ UInt64(index)
            let isChat = call.source == .wire
            let profile = variant.profiles.first { $0.name == call.profile }
            let kind: SpanWriter.Kind = isChat ? .client : .internally
            writer.span(
                head(id, in: step, kind, call.start, call.duration, call.error),
                name: isChat
                    ? "\(Names.chat) \(profile?.model ?? call.profile)" : "call \(call.profile)",
                { describe(call, isChat ? profile : nil, to: &$0) }
            )
            for (number, attempt) in call.attempts.enumerated() {
                writer.span(
                    head(
                        attempt.id.bits.low,
                        in: id,
                        .client,
                        attempt.start,
                        attempt.duration,
                        attempt.report.error
                    ),
                    name: "POST",
                    { describe(attempt, number: number, to: &$0) }
                )
            }
        }
    }

    /// Of one that is to be done again: what its last answer came to.
    private func error(of trace: TrialTrace) -> ErrorType? {
        if let outcome = trace.outcome { return outcome.error }
        return trace.calls.last?.error ?? .cancelled
    }

    // MARK: What each span says

    private func describe(
        _ trace: TrialTrace,
        _ variant: RunMeters.Subject.Variant,
        to writer: inout SpanWriter
    ) {
        writer.add("tally.benchmark", subject.benchmark)
        writer.add("tally.dataset", subject.dataset)
        writer.add("tally.variant", variant.name)
        writer.add("tally.simulated", variant.isSimulated)
        if variant.isRecorded { writer.add("tally.recorded", true) }
        writer.add("tally.trial", trace.id.description)
        writer.add("tally.case", trace.caseID)
        writer.add("tally.repeat", trace.repeatIndex)
        writer.add("tally.queue_wait_s", trace.queueWait.seconds)
        if let outcome = trace.outcome { writer.add("tally.outcome", outcome.name) }
    }

    /// With `profile` it is an inference.
    private func describe(
        _ call: TrialTrace.Call,
        _ profile: RunMeters.Subject.Profile?,
        to writer: inout SpanWriter
    ) {
        writer.add("tally.profile", call.profile)
        writer.add("tally.role", call.role.rawValue)
        writer.add("tally.source", call.source.rawValue)
        guard let profile else { return }
        writer.add(Names.operation, Names.chat)
        writer.add(Names.provider, Names.provider(profile.provider))
        writer.add(Names.requestModel, profile.model)
        let last = call.attempts.last?.report
        if let model = last?.returnedModel { writer.add(Names.responseModel, model) }
        if let time = last?.firstToken { writer.add(Names.timeToFirstChunk, time.seconds) }
        // Of all requests: each of them is billed.
        let usages = call.attempts.compactMap(\.report.usage)
        if !usages.isEmpty {
            let usage = usages.reduce(.zero, +)
            writer.add(Names.inputTokens, usage.prompt)
            writer.add(Names.cacheReadTokens, usage.cachedInput)
            let written = usage.cacheWrite + usage.cacheWriteLong
            if written > 0 { writer.add(Names.cacheWriteTokens, written) }
            writer.add(Names.outputTokens, usage.output)
        }
        let costs = call.attempts.compactMap(\.report.cost)
        if !costs.isEmpty, costs.count == call.attempts.count {
            writer.add("tally.cost_usd", costs.reduce(.zero, +).dollars)
        }
    }

    private func describe(
        _ attempt: TrialTrace.Attempt,
        number: Int,
        to writer: inout SpanWriter
    ) {
        writer.add(Names.httpMethod, "POST")
        writer.add("tally.attempt", attempt.id.description)
        if let status = attempt.status { writer.add(Names.httpStatus, status) }
        if number > 0 { writer.add(Names.resend, number) }
        if let id = attempt.requestID { writer.add("tally.request_id", id) }
    }

    /// How the answer was judged.
    private func judge(_ trace: TrialTrace, at time: Int64, to writer: inout SpanWriter) {
        if let isExact = trace.score?.isDocumentExact {
            writer.event(Names.evaluation, at: time) { writer in
                writer.add(Names.evaluationName, "document_exact")
                writer.add(Names.scoreValue, isExact ? 1.0 : 0.0)
                writer.add(Names.scoreLabel, isExact ? "right" : "wrong")
            }
        }
        if let accuracy = trace.score?.fieldAccuracy {
            writer.event(Names.evaluation, at: time) { writer in
                writer.add(Names.evaluationName, "field_accuracy")
                writer.add(Names.scoreValue, accuracy)
            }
        }
    }
}

extension Duration {
    fileprivate var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
