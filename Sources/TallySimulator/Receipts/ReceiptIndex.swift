internal import TallyCore

/// Finds the case a receipt belongs to, by a hash of its text, else by its image.
///
/// Holds some fifty bytes a case and no text: a case is loaded when it is asked for, and its text compared.
struct ReceiptIndex: Sendable {
    struct Place: Sendable {
        var source: Int32
        var position: Int32
    }

    private let sources: [any CaseSource]
    private let places: [UInt64: Place]
    private let images: ReceiptImages

    /// Reads every case once; of cases with the same text the first one counts.
    init(_ sources: [any CaseSource]) throws {
        var places: [UInt64: Place] = [:]
        places.reserveCapacity(sources.reduce(0) { $0 + $1.count })
        var pictured: [Place] = []
        for (source, cases) in sources.enumerated() {
            for position in 0..<cases.count {
                let item = try cases.load(position)
                let place = Place(source: Int32(source), position: Int32(position))
                if item.image != nil { pictured.append(place) }
                guard let text = item.text else { continue }
                let key = Self.key(ReceiptPrompt.trimmed(Array(text.utf8)[...]))
                guard places[key] == nil else { continue }
                places[key] = place
            }
        }
        self.sources = sources
        self.places = places
        images = ReceiptImages(sources, pictured)
    }

    /// The case whose text is one of the prompt's candidates, else the one with one of the images; `nil` when no dataset
    /// has it.
    func find(in prompt: ReceiptPrompt, images: [ImagePart]) throws -> Case? {
        if let found = try find(in: prompt) { return found }
        for image in images {
            if let found = try self.images.find(image) { return found }
        }
        return nil
    }

    private func find(in prompt: ReceiptPrompt) throws -> Case? {
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
