internal import TallyCore
internal import TallyHTTP

/// Splits a stream of server-sent events into the data of each event.
///
/// Source: WHATWG HTML, "Server-sent events". LF, CR and CRLF end lines; comments and other fields are skipped;
/// several data lines of one event are joined by LF. An event counts when its blank line has arrived.
package struct EventStream {
    package struct Event {
        package var data: ArraySlice<UInt8>
        /// Offset just past the line that ended the event.
        package var end: Int
    }

    /// The whole events of a body, and whether the body ends in the middle of one.
    package static func events(in body: [UInt8]) -> (events: [Event], isCut: Bool) {
        var events: [Event] = []
        var data: ArraySlice<UInt8>?
        var lineStart = body.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var index = lineStart
        while let end = lineEnd(in: body, from: index) {
            index = end
            let line = body[lineStart..<index]
            let isPair = body[index] == 0x0D && index + 1 < body.count && body[index + 1] == 0x0A
            index += isPair ? 2 : 1
            lineStart = index
            if line.isEmpty {
                if let whole = data { events.append(Event(data: whole, end: index)) }
                data = nil
            } else if let value = dataValue(of: line) {
                if data == nil {
                    data = value
                } else {
                    data?.append(0x0A)
                    data?.append(contentsOf: value)
                }
            }
        }
        return (events, data != nil || lineStart < body.count)
    }

    /// Where the line that goes on at `start` ends; `nil` when it does not end.
    private static func lineEnd(in body: [UInt8], from start: Int) -> Int? {
        body.withUnsafeBufferPointer { bytes in
            var index = start
            while index < bytes.count {
                if bytes[index] == 0x0A || bytes[index] == 0x0D { return index }
                index += 1
            }
            return nil
        }
    }

    private static func dataValue(of line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let name: StaticString = "data:"
        guard line.count >= 5,
            (0..<5).allSatisfy({ line[line.startIndex + $0] == name.utf8Start[$0] })
        else { return nil }
        let value = line.dropFirst(5)
        return value.first == 0x20 ? value.dropFirst() : value
    }
}

extension WireResponse {
    /// The body is a stream of events: by its content type, or by its first field where a gateway lost the type.
    var isEventStream: Bool {
        let type = header("content-type")?.lowercased() ?? ""
        if type.hasPrefix("text/event-stream") { return true }
        return body.starts(with: "data:".utf8) || body.starts(with: "event:".utf8)
    }

    /// When the byte before `offset` had arrived.
    func time(at offset: Int) -> Duration {
        var low = 0
        var high = marks.count
        while low < high {
            let middle = (low + high) / 2
            if marks[middle].offset < offset { low = middle + 1 } else { high = middle }
        }
        return low < marks.count ? marks[low].time : done
    }
}
