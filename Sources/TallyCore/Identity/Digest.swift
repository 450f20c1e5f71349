internal import Crypto

/// A SHA-256 digest, written `sha256:` and 64 hexadecimal digits.
package struct Digest: Hashable, Sendable, CustomStringConvertible {
    package let hex: String

    package init(of bytes: some Sequence<UInt8>) {
        var accumulator = Accumulator()
        accumulator.update(Array(bytes))
        self = accumulator.finish()
    }

    package init(of text: String) {
        var accumulator = Accumulator()
        accumulator.update(text)
        self = accumulator.finish()
    }

    /// Digests a value by its canonical text, so that member order does not matter.
    package init(of value: JSONValue) { self.init(of: value.canonicalText) }

    /// Reads `sha256:...`; `nil` when the text is not a digest.
    package init?(_ text: String) {
        let hex = text.dropFirst(7)
        guard text.hasPrefix("sha256:"), hex.utf8.count == 64, hex.allSatisfy(\.isHexDigit) else {
            return nil
        }
        self.hex = hex.lowercased()
    }

    fileprivate init(hex: String) { self.hex = hex }

    package var description: String { "sha256:" + hex }

    /// Digests bytes that arrive in pieces.
    package struct Accumulator {
        private var hash = SHA256()

        package init() {}

        package mutating func update(_ bytes: [UInt8]) { hash.update(data: bytes) }

        package mutating func update(_ text: String) {
            var text = text
            text.withUTF8 { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        }

        package consuming func finish() -> Digest {
            func digit(_ value: UInt8) -> UInt8 {
                value + (value < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
            }
            var hex: [UInt8] = []
            hex.reserveCapacity(64)
            for byte in hash.finalize() {
                hex.append(digit(byte >> 4))
                hex.append(digit(byte & 15))
            }
            return Digest(hex: String(decoding: hex, as: UTF8.self))
        }
    }
}
