import TallyStore
import Testing

struct WriterPresenceTests {
    @Test func `a reader sees whether somebody writes`() throws {
        let folder = try TemporaryFolder()
        let path = folder / "s.sqlite"
        var writer: StoreWriter? = try StoreWriter(path: path)
        #expect(try Store(reading: path).hasWriter)
        try writer?.close()
        writer = nil
        #expect(try !Store(reading: path).hasWriter)
    }
}
