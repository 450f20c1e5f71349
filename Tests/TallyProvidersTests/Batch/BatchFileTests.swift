import TallyCore
import TallyProviders
import Testing

struct BatchFileTests {
    /// Adds each request in turn; tells which were taken.
    private func taken(_ places: [String], _ body: String = "{}", into file: inout BatchFile)
        -> [Bool]
    {
        places.map { file.add($0, body: Array(body.utf8)) }
    }

    @Test func `a line names the request, the interface and the body`() throws {
        var file = BatchFile(interface: "/v1/chat/completions", most: 2)
        let added = taken(["a-0", "b-0"], #"{"model":"m"}"#, into: &file)
        #expect(added == [true, true])
        let lines = file.bytes.split(separator: UInt8(ascii: "\n")).map(Array.init)
        let first = try JSONParser.parse(lines[0])
        #expect(
            first == [
                "custom_id": "a-0", "method": "POST", "url": "/v1/chat/completions",
                "body": ["model": "m"],
            ]
        )
        #expect(try JSONParser.parse(lines[1])["custom_id"] == "b-0")
        #expect(file.bytes.last == UInt8(ascii: "\n"))
        #expect(file.places == ["a-0", "b-0"])
    }

    @Test func `a file takes no more requests than a batch may have`() {
        var file = BatchFile(interface: "/v1/responses", most: 1)
        let first = taken(["a-0"], into: &file)
        let bytes = file.bytes
        let second = taken(["b-0"], into: &file)
        #expect(first == [true] && second == [false])
        #expect(file.places == ["a-0"] && file.bytes == bytes)
    }

    @Test func `a file takes no more bytes than a provider does, but always one request`() {
        let body = "{\"x\":\"\(String(repeating: "x", count: 100))\"}"
        var file = BatchFile(interface: "/v1/responses", most: 50, mostBytes: 400)
        let added = taken(["a-0", "b-0", "c-0"], body, into: &file)
        #expect(added == [true, true, false])
        #expect(file.bytes.count <= 400)
        var narrow = BatchFile(interface: "/v1/responses", most: 50, mostBytes: 10)
        let alone = taken(["a-0", "b-0"], body, into: &narrow)
        #expect(alone == [true, false])
    }
}
