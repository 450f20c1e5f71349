internal import CZlib
internal import TallyCore

/// Compresses bodies with zlib (RFC 1950), fast rather than small.
enum Deflate {
    static func compress(_ bytes: [UInt8]) throws -> [UInt8] {
        var size = compressBound(uLong(bytes.count))
        var output = [UInt8](repeating: 0, count: Int(size))
        let status = compress2(&output, &size, bytes, uLong(bytes.count), Z_BEST_SPEED)
        guard status == Z_OK else { throw StoreError(.failed, "zlib: compress status \(status)") }
        output.removeSubrange(Int(size)...)
        return output
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
