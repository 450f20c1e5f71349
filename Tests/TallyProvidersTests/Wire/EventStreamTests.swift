import TallyCore
import TallyHTTP
import TallyProviders
import Testing

struct EventStreamTests {
    private func data(_ text: String) -> [String] { data(Array(text.utf8)) }

    private func data(_ bytes: [UInt8]) -> [String] {
        EventStream.events(in: bytes).events.map { String(decoding: $0.data, as: UTF8.self) }
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func `each of the three line ends ends lines`(end: String) {
        let text = ["data: a", "", "data: b", "", ""].joined(separator: end)
        #expect(data(text) == ["a", "b"])
    }

    @Test func `line ends may be mixed`() {
        #expect(data("data: a\r\n\ndata: b\n\rdata: c\r\rdata: d\n\r\n") == ["a", "b", "c", "d"])
    }

    @Test func `comments and other fields are skipped`() {
        let text =
            ": keep-alive\n\nevent: x\nid: 7\nretry: 10\ndata: a\n: more\n\ndatax: no\n\ndata\n\n"
        #expect(data(text) == ["a"])
    }

    @Test func `data lines of one event are joined by a line feed`() {
        #expect(data("data: a\ndata:b\ndata:  c\ndata:\n\n") == ["a\nb\n c\n"])
    }

    @Test func `only one space after the colon is dropped`() {
        #expect(data("data:a\n\ndata: a\n\ndata:  a\n\n") == ["a", "a", " a"])
    }

    @Test func `a byte order mark at the start is no part of the first field`() {
        #expect(data("\u{FEFF}data: a\n\n") == ["a"])
    }

    @Test(arguments: [
        "data: a\n\ndata: b\n", "data: a\n\ndata: b", "data: a\n\nda", "data: a\n\n:",
    ])
    func `an event without its blank line does not count`(text: String) {
        let read = EventStream.events(in: Array(text.utf8))
        #expect(read.events.count == 1)
        #expect(read.isCut)
    }

    @Test(arguments: ["", "data: a\n\n", "data: a\n\n\n\n", ": only a comment\n"])
    func `a stream that ends between events is not cut`(text: String) {
        #expect(!EventStream.events(in: Array(text.utf8)).isCut)
    }

    @Test func `an event ends just past its blank line`() {
        let events = EventStream.events(in: Array("data: a\n\ndata: b\r\n\r\n".utf8)).events
        #expect(events.map(\.end) == [9, 20])
    }

    @Test func `of a stream cut anywhere the whole events before the cut are read`() {
        let stream = Array(
            "data: {\"é\":1}\r\n\r\n: ping\r\n\r\ndata: two\ndata: lines\n\ndata: [DONE]\n\n".utf8
        )
        let whole = EventStream.events(in: stream).events
        #expect(whole.count == 3)
        for cut in 0...stream.count {
            let read = EventStream.events(in: Array(stream[..<cut])).events
            let expected = whole.filter { $0.end <= cut || isLineFeedOfPair(stream, $0.end, cut) }
            #expect(read.map { Array($0.data) } == expected.map { Array($0.data) }, "cut at \(cut)")
        }
    }

    /// CR LF ends a line at its CR: the event is whole one byte before its end.
    private func isLineFeedOfPair(_ stream: [UInt8], _ end: Int, _ cut: Int) -> Bool {
        cut == end - 1 && stream[end - 2] == 0x0D
    }

    @Test func `random bytes never trap, and events lie inside them in order`() {
        var generator = SeededGenerator(seed: 6)
        let alphabet = Array("data: \r\n\n\r:x{}é".utf8)
        for _ in 0..<5000 {
            let bytes = (0..<generator.below(60)).map { _ in generator.pick(alphabet) }
            var last = 0
            for event in EventStream.events(in: bytes).events {
                #expect(event.end > last && event.end <= bytes.count)
                last = event.end
            }
        }
    }
}
