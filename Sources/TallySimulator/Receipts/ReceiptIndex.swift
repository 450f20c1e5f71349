internal import TallyCore

/// Finds the case a receipt's text belongs to, by a hash of the text.
///
/// Holds some fifty bytes a case and no text: a case is loaded when it is asked for, and its text compared.
struct ReceiptIndex: Sendable {
    private struct Place: Sendable {
        var source: Int32
        var position: Int32
    }

    private let sources: [any CaseSource]
    private let places: [UInt64: Place]

    /// Reads every case once; of cases with the same text the first one counts.
    init(_ sources: [any CaseSource]) throws {
        var places: [UInt64: Place] = [:]
        places.reserveCapacity(sources.reduce(0) { $0 + $1.count })
        for (source, cases) in sources.enumerated() {
            for position in 0..<cases.count {
                guard let text = try cases.load(position).text else { continue }
                let key = Self.key(ReceiptPrompt.trimmed(Array(text.utf8)[...]))
                guard places[key] == nil else { continue }
                places[key] = Place(source: Int32(source), position: Int32(position))
            }
        }
        self.sources = sources
        self.places = places
    }

    /// The case whose text is one of the prompt's candidates; `nil` when no dataset has it.
    func find(in prompt: ReceiptPrompt) throws -> Case? {
        for candidate in prompt.candidates where !candidate.isEmpty {
            guard let place = places[Self.key(candidate)] else { continue }
            let found = try sources[Int(place.source)].load(Int(place.position))
            let text = ReceiptPrompt.trimmed(Array((found.text ?? "").utf8)[...])
            if text.elementsEqual(candidate) { return found }
        }
        return nil
    }

    private static func key(_ text: ArraySlice<UInt8>) -> UInt64 {
        var fingerprint = Fingerprint()
        fingerprint.combine(text)
        return fingerprint.value
    }
}
