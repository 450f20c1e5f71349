internal import CZlib
internal import TallyCore

/// Compresses bodies with zlib (RFC 1950), fast rather than small.
package enum Deflate {
    /// Most bodies are of a few kilobytes: tables as large as zlib makes them by itself (268 KB) would cost more to clear
    /// than such a body to compress.
    package static func compress(_ bytes: [UInt8]) throws -> [UInt8] {
        var stream = z_stream()
        let window = min(max(Int(bytes.count).bitWidthOfValue, 9), 15)
        let status = deflateInit2_(
            &stream,
            Z_BEST_SPEED,
            Z_DEFLATED,
            Int32(window),
            Int32(min(max(window - 7, 3), 8)),
            Z_DEFAULT_STRATEGY,
            ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size)
        )
        guard status == Z_OK else {
            throw StoreError(.failed, "zlib: deflateInit status \(status)")
        }
        defer { deflateEnd(&stream) }
        let room = Int(deflateBound(&stream, uLong(bytes.count)))
        var input = bytes
        return try input.withUnsafeMutableBufferPointer { source in
            try [UInt8](unsafeUninitializedCapacity: room) { output, count in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(room)
                let status = deflate(&stream, Z_FINISH)
                guard status == Z_STREAM_END else {
                    throw StoreError(.failed, "zlib: deflate status \(status)")
                }
                count = Int(stream.total_out)
            }
        }
    }

    /// Restores bytes whose original size is known.
    static func expand(_ bytes: [UInt8], size: Int) throws -> [UInt8] {
        var length = uLong(size)
        var output = [UInt8](repeating: 0, count: max(size, 1))
        let status = uncompress(&output, &length, bytes, uLong(bytes.count))
        guard status == Z_OK, Int(length) == size else {
            throw StoreError(.damaged, "a stored body cannot be expanded (zlib status \(status))")
        }
        output.removeSubrange(size...)
        return output
    }
}

extension Int {
    /// Bits that the value needs: 10 for 1,000.
    fileprivate var bitWidthOfValue: Int { bitWidth - leadingZeroBitCount }
}
