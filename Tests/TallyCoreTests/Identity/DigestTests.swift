import TallyCore
import Testing

struct DigestTests {
    /// FIPS 180-4's example.
    private let abc = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    @Test func `a digest is SHA-256 in hexadecimal`() {
        #expect(Digest(of: "abc").description == abc)
    }

    @Test func `bytes in pieces have the digest of the whole`() {
        var accumulator = Digest.Accumulator()
        accumulator.update("a")
        accumulator.update([UInt8(ascii: "b")])
        accumulator.update("c")
        #expect(accumulator.finish() == Digest(of: "abc"))
    }

    @Test func `a value's digest does not depend on the order of its members`() {
        #expect(Digest(of: ["a": 1, "b": 2] as JSONValue) == Digest(of: ["b": 2, "a": 1]))
        #expect(Digest(of: ["a": 1] as JSONValue) != Digest(of: ["a": 2]))
    }

    @Test func `a written digest reads back, anything else does not`() {
        #expect(Digest(abc) == Digest(of: "abc"))
        #expect(Digest(String(abc.dropLast())) == nil)
        #expect(Digest(String(abc.dropFirst(7))) == nil)
        #expect(Digest(abc.replacing("ba", with: "zz")) == nil)
    }
}
