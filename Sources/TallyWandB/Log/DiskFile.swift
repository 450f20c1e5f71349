internal import Foundation

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// An open file that is appended to with one `write(2)` a call, or read at any place.
final class DiskFile: Sendable {
    let path: String
    private let descriptor: Int32

    init(reading path: String) throws(LogError) {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure(path, "cannot be read") }
    }

    /// Makes a new file; throws where there is one already.
    init(creating path: String) throws(LogError) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Self.failure(path, "cannot be made") }
    }

    deinit { close(descriptor) }

    /// At most so many bytes from a place; fewer at the file's end.
    func bytes(at offset: Int, count: Int) throws(LogError) -> [UInt8] {
        guard count > 0 else { return [] }
        var errorNumber: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let place = off_t(offset + filled)
                let got = pread(
                    descriptor,
                    buffer.baseAddress.map { $0 + filled },
                    count - filled,
                    place
                )
                if got > 0 {
                    filled += got
                } else if got == 0 {
                    return
                } else if errno != EINTR {
                    errorNumber = errno
                    return
                }
            }
        }
        guard errorNumber == 0 else {
            throw LogError(
                .failed,
                "\(path): cannot be read: \(String(cString: strerror(errorNumber)))"
            )
        }
        return bytes
    }

    /// Appends bytes; a part that was written before the disk filled up is taken back, so that the file stays readable.
    func append(_ bytes: [UInt8], at offset: Int) throws(LogError) {
        let written = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard written == bytes.count else {
            let failure = Self.failure(path, "cannot be written")
            if written > 0 { ftruncate(descriptor, off_t(offset)) }
            throw written > 0 ? LogError(.failed, "\(path): cannot be written whole") : failure
        }
    }

    private static func failure(_ path: String, _ what: String) -> LogError {
        LogError(.failed, "\(path): \(what): \(String(cString: strerror(errno)))")
    }
}
