internal import Foundation
internal import TallyCore

/// One batch on its way: handed over, asked after, collected.
extension BatchProvider {
    /// Takes a batch one step further; returns whether nothing more can come of it.
    func advance(_ batch: inout OpenBatch) async -> Bool {
        do throws(ProviderError) {
            guard let id = batch.record.batch else { return try await handOver(&batch) }
            if batch.end == nil {
                let state = try await desk.state(of: id)
                batch.due = nextLook
                guard state.hasEnded else { return false }
                if state.isRefused { return try refuse(&batch, state.refusal) }
                batch.end = try await fetch(state)
                tell("batch \(id) is \(state.status): \(state.completed) answered")
            }
            return try collect(&batch)
        } catch {
            return fails(&batch, error)
        }
    }

    /// Makes the batch with the provider, or finds out that it was made; returns whether that was its end.
    private func handOver(_ batch: inout OpenBatch) async throws(ProviderError) -> Bool {
        if batch.record.file == nil {
            guard !batch.bytes.isEmpty else { return try abandon(&batch) }
            batch.record.file = try await desk.upload(
                batch.bytes,
                named: "tally-\(batch.record.id).jsonl"
            )
            try note(batch.record)
        }
        let file = batch.record.file ?? ""
        var made = batch.mayExist ? try await desk.find(file: file) : nil
        // An earlier sitting's file that nobody made a batch of is left; its requests are handed over anew.
        if made == nil, batch.bytes.isEmpty { return try abandon(&batch) }
        if made == nil {
            // From here on it may be there, whatever becomes of the answer.
            batch.mayExist = true
            made = try await desk.create(from: file)
        }
        batch.record.batch = made?.id
        batch.record.state = .submitted
        try note(batch.record)
        batch.bytes = []
        batch.due = nextLook
        let count = batch.record.places.count
        tell("batch \(made?.id ?? "") of \(count) requests was handed over")
        return false
    }

    /// Nothing of it was asked: whoever waits for it is put into a batch of its own.
    private func abandon(_ batch: inout OpenBatch) throws(ProviderError) -> Bool {
        batch.record.state = .failed
        batch.record.message = "it was not made"
        try note(batch.record)
        for one in batch.waiting.values {
            Task { one.continuation.resume(returning: await send(one.request)) }
        }
        return true
    }

    /// The provider took nothing of it.
    private func refuse(
        _ batch: inout OpenBatch,
        _ error: ProviderError
    ) throws(ProviderError) -> Bool {
        batch.record.state = .failed
        batch.record.message = error.message
        try note(batch.record)
        batch.end(with: error)
        return true
    }

    private func fetch(_ state: BatchState) async throws(ProviderError) -> OpenBatch.End {
        var files: [BatchDesk.File] = []
        for file in [state.outputFile, state.errorFile].compactMap({ $0 }) {
            files.append(try await desk.content(of: file))
        }
        return OpenBatch.End(state: state, answers: BatchAnswers(files, dialect: dialect))
    }

    /// Gives everyone who waits what came of the request; returns whether nobody else can ask.
    ///
    /// What failed is not billed: it is taken off the batch, so that whoever asks again is not given the failure again.
    private func collect(_ batch: inout OpenBatch) throws(ProviderError) -> Bool {
        guard let end = batch.end else { return false }
        let now = Date().timeIntervalSince1970
        let exchanges = batch.waiting.map { place, one in
            let exchange = end.answers.exchange(place, one.request.prompt, in: end.state, now: now)
            return (place, one, exchange)
        }
        let failed = Set(exchanges.filter { !$0.2.isAnswer }.map(\.0))
        if !failed.isEmpty {
            batch.record.places.removeAll(where: failed.contains)
            try note(batch.record)
        }
        for (_, one, exchange) in exchanges { one.continuation.resume(returning: exchange) }
        batch.waiting = [:]
        batch.due = .now
        return batch.unclaimed.isEmpty
    }

    /// What may pass is tried again at the next look; all else ends the wait, and the batch stays to be collected.
    private func fails(_ batch: inout OpenBatch, _ error: ProviderError) -> Bool {
        batch.due = nextLook
        if error.isTransient {
            if batch.trouble != error.message {
                tell("batch \(batch.record.batch ?? "not handed over yet"): \(error.message)")
                batch.trouble = error.message
            }
            return false
        }
        var error = error
        if error.type == .notFound, let id = batch.record.batch {
            // Whatever it answered is gone, so its requests are handed over anew.
            let message = "the provider has no batch \(id) any more"
            error = ProviderError(.serverError, message, status: error.status, shouldRetry: true)
            tell(message)
            batch.record.batch = nil
        }
        if batch.record.batch == nil, error.type != .cancelled {
            batch.record.state = .failed
            batch.record.message = error.message
            try? note(batch.record)
        }
        batch.end(with: error)
        return true
    }

    /// What cannot be noted is not handed over.
    private func note(_ record: BatchRecord) throws(ProviderError) {
        do {
            try ledger.note(record)
        } catch {
            throw ProviderError(.cancelled, "the store cannot be written: \(error)")
        }
    }
}

extension OpenBatch {
    /// Ends everyone's wait with an error.
    fileprivate mutating func end(with error: ProviderError) {
        for one in waiting.values { one.continuation.resume(returning: .unanswered(error)) }
        waiting = [:]
    }
}

extension Exchange {
    fileprivate var isAnswer: Bool { if case .success = result { true } else { false } }
}
