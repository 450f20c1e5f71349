import CZlib
import Foundation

/// Expands a stored body without the program's own code.
enum Inflate {
    struct Failure: Error {
        let status: Int32
    }

    static func bytes(of deflated: Data, size: Int) throws -> [UInt8] {
        var length = uLong(size)
        var output = [UInt8](repeating: 0, count: max(size, 1))
        let status = uncompress(&output, &length, Array(deflated), uLong(deflated.count))
        guard status == Z_OK, Int(length) == size else { throw Failure(status: status) }
        return Array(output.prefix(size))
    }
}
