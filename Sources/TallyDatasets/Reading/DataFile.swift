#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// A regular file open for reading at any offset; safe to share, since no read moves a cursor.
package final class DataFile: Sendable {
    /// As the user named it, for messages.
    package let path: String
    package let size: Int
    private let descriptor: Int32
    private let stamp: Stamp

    /// What changes when somebody writes to a file.
    private struct Stamp: Equatable {
        var size: Int
        var seconds: Int
        var nanoseconds: Int
    }

    package init(_ path: String) throws(DatasetError) {
        // Without O_NONBLOCK, opening a named pipe would wait for a writer.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Self.failure(errno, path) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw DatasetError(.notFound, "\(path) is not a regular file")
        }
        self.path = path
        self.descriptor = descriptor
        stamp = Self.stamp(status)
        size = stamp.size
    }

    deinit { close(descriptor) }

    /// Up to `count` bytes from an offset; fewer only at the end of the file.
    package func read(at offset: Int, count: Int) throws(DatasetError) -> [UInt8] {
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count, let base = buffer.baseAddress {
                let got = pread(descriptor, base + filled, count - filled, off_t(offset + filled))
                if got < 0, errno == EINTR { continue }
                if got < 0 { failure = errno }
                if got <= 0 { return }
                filled += got
            }
        }
        guard failure == 0 else { throw Self.failure(failure, path) }
        return bytes
    }

    /// Nobody has written to the file since it was opened.
    var isUnchanged: Bool {
        var status = stat()
        return fstat(descriptor, &status) == 0 && Self.stamp(status) == stamp
    }

    private static func stamp(_ status: stat) -> Stamp {
        #if canImport(Darwin)
        let time = status.st_mtimespec
        #else
        let time = status.st_mtim
        #endif
        return Stamp(size: Int(status.st_size), seconds: time.tv_sec, nanoseconds: time.tv_nsec)
    }

    static func failure(_ code: Int32, _ path: String) -> DatasetError {
        let reason = String(cString: strerror(code))
        return DatasetError(code == ENOENT ? .notFound : .io, "\(path): \(reason.lowercased())")
    }
}
