internal import TallyCore
internal import TallyDatasets

/// A file of JSON objects, one a line, read from front to back in constant memory; empty lines are passed over.
struct JSONLineFile {
    let path: String

    /// Where an object stands, for messages.
    struct Place {
        let path: String
        let line: Int

        func refuse(_ problem: String) -> HarnessError {
            HarnessError(.usage, "\(path):\(line): \(problem)")
        }
    }

    /// Calls `body` with each object; stops at the first error, of the file's or of `body`'s.
    func forEach(_ body: (JSONObject, Place) throws(HarnessError) -> Void) throws {
        var stream = LineStream(try DataFile(path))
        var number = 0
        var problem: HarnessError?
        try stream.read(onChunk: { _ in }) { line, _ in
            number += 1
            guard problem == nil else { return }
            let place = Place(path: path, line: number)
            do throws(HarnessError) {
                if let object = try object(line, place) { try body(object, place) }
            } catch {
                problem = error
            }
        }
        if let problem { throw problem }
    }

    private func object(
        _ line: LineStream.Line,
        _ place: Place
    ) throws(HarnessError) -> JSONObject? {
        guard case .bytes(let bytes) = line else { throw place.refuse("longer than 8 MB") }
        if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { return nil }
        let value: JSONValue
        do {
            value = try JSONParser.parse(Array(bytes))
        } catch {
            throw place.refuse("\(error)")
        }
        guard let object = value.object else {
            throw place.refuse("expected an object, found \(value.kind)")
        }
        return object
    }
}
