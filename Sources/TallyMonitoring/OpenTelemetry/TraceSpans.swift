internal import TallyCore

/// Turns what was done for a trial into spans: one for the trial, its step, each call and each request; a pure function.
///
/// A call is what the conventions call an inference, retries included; its requests are HTTP spans below it.
struct TraceSpans: Sendable {
    private typealias Attributes = OTLPAttributes
    private typealias Names = GenAIConventions

    private enum Kind: Int {
        case internally = 1
        case client = 3
    }

    private let subject: RunMeters.Subject

    init(_ subject: RunMeters.Subject) { self.subject = subject }

    func of(_ trace: TrialTrace, lane: Int) -> [JSONValue] {
        guard subject.variants.indices.contains(lane) else { return [] }
        let variant = subject.variants[lane]
        let root = trace.id.spanID()
        let step = trace.id.spanID(1)
        var spans = [
            span(
                trace,
                id: root,
                parent: nil,
                Span(
                    name: "process_receipt",
                    kind: .internally,
                    start: .zero,
                    duration: trace.duration,
                    attributes: attributes(of: trace, variant),
                    events: evaluations(trace),
                    error: error(of: trace)
                )
            ),
            span(trace, id: step, parent: root, stepSpan(trace)),
        ]
        for (index, call) in trace.calls.enumerated() {
            let id = trace.id.spanID(UInt64(index) + 2)
            spans.append(span(trace, id: id, parent: step, callSpan(call, variant)))
            for (number, attempt) in call.attempts.enumerated() {
                let span = span(
                    trace,
                    id: attempt.id.spanID(),
                    parent: id,
                    attemptSpan(attempt, number: number)
                )
                spans.append(span)
            }
        }
        return spans
    }

    // MARK: What each span says

    /// Of one that is to be done again: what its last answer came to.
    private func error(of trace: TrialTrace) -> String? {
        if let outcome = trace.outcome { return outcome.error?.rawValue }
        return trace.calls.last?.error?.rawValue ?? ErrorType.cancelled.rawValue
    }

    private func attributes(
        of trace: TrialTrace,
        _ variant: RunMeters.Subject.Variant
    ) -> [JSONValue] {
        var attributes = [
            Attributes.string("tally.benchmark", subject.benchmark),
            Attributes.string("tally.dataset", subject.dataset),
            Attributes.string("tally.variant", variant.name),
            Attributes.bool("tally.simulated", variant.isSimulated),
            Attributes.string("tally.trial", trace.id.description),
            Attributes.string("tally.case", trace.caseID),
            Attributes.integer("tally.repeat", trace.repeatIndex),
            Attributes.double("tally.queue_wait_s", trace.queueWait.seconds),
        ]
        if let outcome = trace.outcome {
            attributes.append(Attributes.string("tally.outcome", outcome.name))
        }
        return attributes
    }

    private func stepSpan(_ trace: TrialTrace) -> Span {
        let start = trace.calls.map(\.start).min() ?? .zero
        let end = trace.calls.map { $0.start + $0.duration }.max() ?? trace.duration
        return Span(
            name: "\(Names.executeTool) \(trace.tool)",
            kind: .internally,
            start: start,
            duration: end - start,
            attributes: [
                Attributes.string(Names.operation, Names.executeTool),
                Attributes.string(Names.tool, trace.tool),
            ],
            error: error(of: trace)
        )
    }

    private func callSpan(
        _ call: TrialTrace.Call,
        _ variant: RunMeters.Subject.Variant
    ) -> Span {
        var attributes = [
            Attributes.string("tally.profile", call.profile),
            Attributes.string("tally.role", call.role.rawValue),
            Attributes.string("tally.source", call.source.rawValue),
        ]
        let profile = variant.profiles.first { $0.name == call.profile }
        let isChat = call.source == .wire
        if isChat, let profile {
            attributes += [
                Attributes.string(Names.operation, Names.chat),
                Attributes.string(Names.provider, Names.provider(profile.provider)),
                Attributes.string(Names.requestModel, profile.model),
            ]
            attributes += usage(of: call)
        }
        return Span(
            name: isChat
                ? "\(Names.chat) \(profile?.model ?? call.profile)" : "call \(call.profile)",
            kind: isChat ? .client : .internally,
            start: call.start,
            duration: call.duration,
            attributes: attributes,
            error: call.error?.rawValue
        )
    }

    /// Of all requests of a call: each of them is billed.
    private func usage(of call: TrialTrace.Call) -> [JSONValue] {
        var attributes: [JSONValue] = []
        let last = call.attempts.last?.report
        if let model = last?.returnedModel {
            attributes.append(Attributes.string(Names.responseModel, model))
        }
        if let time = last?.firstToken {
            attributes.append(Attributes.double(Names.timeToFirstChunk, time.seconds))
        }
        let usages = call.attempts.compactMap(\.report.usage)
        if !usages.isEmpty {
            let usage = usages.reduce(.zero, +)
            attributes += [
                Attributes.integer(Names.inputTokens, usage.prompt),
                Attributes.integer(Names.cacheReadTokens, usage.cachedInput),
                Attributes.integer(Names.outputTokens, usage.output),
            ]
            let written = usage.cacheWrite + usage.cacheWriteLong
            if written > 0 {
                attributes.append(Attributes.integer(Names.cacheWriteTokens, written))
            }
        }
        let costs = call.attempts.map(\.report.cost)
        if !costs.isEmpty, costs.allSatisfy({ $0 != nil }) {
            let cost = costs.compactMap { $0 }.reduce(.zero, +)
            attributes.append(Attributes.double("tally.cost_usd", cost.dollars))
        }
        return attributes
    }

    private func attemptSpan(_ attempt: TrialTrace.Attempt, number: Int) -> Span {
        var attributes = [
            Attributes.string(Names.httpMethod, "POST"),
            Attributes.string("tally.attempt", attempt.id.description),
        ]
        if let status = attempt.status {
            attributes.append(Attributes.integer(Names.httpStatus, status))
        }
        if number > 0 { attributes.append(Attributes.integer(Names.resend, number)) }
        if let id = attempt.requestID {
            attributes.append(Attributes.string("tally.request_id", id))
        }
        return Span(
            name: "POST",
            kind: .client,
            start: attempt.start,
            duration: attempt.duration,
            attributes: attributes,
            error: attempt.report.error?.rawValue
        )
    }

    /// How the answer was judged.
    private func evaluations(_ trace: TrialTrace) -> [JSONValue] {
        func event(_ name: String, _ value: Double, _ label: String?) -> JSONValue {
            var attributes = [
                Attributes.string(Names.evaluationName, name),
                Attributes.double(Names.scoreValue, value),
            ]
            if let label { attributes.append(Attributes.string(Names.scoreLabel, label)) }
            return [
                "name": .string(Names.evaluation),
                "timeUnixNano": trace.began.unixNano(after: trace.duration),
                "attributes": .array(attributes),
            ]
        }
        var events: [JSONValue] = []
        if let isExact = trace.score?.isDocumentExact {
            events.append(event("document_exact", isExact ? 1 : 0, isExact ? "right" : "wrong"))
        }
        if let accuracy = trace.score?.fieldAccuracy {
            events.append(event("field_accuracy", accuracy, nil))
        }
        return events
    }

    // MARK: As OTLP writes it

    private struct Span {
        var name: String
        var kind: Kind
        var start: Duration
        var duration: Duration
        var attributes: [JSONValue]
        var events: [JSONValue] = []
        /// Its type; `nil` when it went well.
        var error: String?
    }

    private func span(
        _ trace: TrialTrace,
        id: String,
        parent: String?,
        _ span: Span
    ) -> JSONValue {
        var members = JSONObject([
            ("traceId", .string(trace.id.hex)), ("spanId", .string(id)),
            ("name", .string(span.name)), ("kind", .number(span.kind.rawValue)),
            ("startTimeUnixNano", trace.began.unixNano(after: span.start)),
            ("endTimeUnixNano", trace.began.unixNano(after: span.start + span.duration)),
        ])
        if let parent { members["parentSpanId"] = .string(parent) }
        var attributes = span.attributes
        if let error = span.error {
            attributes.append(Attributes.string(Names.error, error))
            members["status"] = ["code": .number(2), "message": .string(error)]
        }
        members["attributes"] = .array(attributes)
        if !span.events.isEmpty { members["events"] = .array(span.events) }
        return .object(members)
    }
}
