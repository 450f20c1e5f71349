#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// A file that appears under its name only when it is whole: written beside it, synced, then renamed.
package struct OutputFile: ~Copyable {
    private let path: String
    private let temporary: String
    private let descriptor: Int32
    private var pending: [UInt8] = []
    private static let chunk = 1 << 20

    package init(_ path: String) throws(DatasetError) {
        let temporary = path + ".\(getpid()).tmp"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw DataFile.failure(errno, path) }
        self.path = path
        self.temporary = temporary
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
        unlink(temporary)  // after a commit there is nothing of that name
    }

    package mutating func append(_ bytes: [UInt8]) throws(DatasetError) {
        pending += bytes
        if pending.count >= Self.chunk { try flush() }
    }

    /// Puts the file in place, over an older one.
    package mutating func commit() throws(DatasetError) {
        try flush()
        guard fsync(descriptor) == 0, rename(temporary, path) == 0 else {
            throw DataFile.failure(errno, path)
        }
    }

    private mutating func flush() throws(DatasetError) {
        var written = 0
        while written < pending.count {
            let count = pending.withUnsafeBytes { buffer in
                write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw DataFile.failure(errno, temporary) }
            written += count
        }
        pending.removeAll(keepingCapacity: true)
    }

    /// Writes a whole text at once; with `keepsOld`, a file that is there stays as it is.
    package static func put(
        _ text: String,
        to path: String,
        keepsOld: Bool = false
    ) throws(DatasetError) {
        if keepsOld, exists(path) { return }
        var file = try OutputFile(path)
        try file.append(Array(text.utf8))
        try file.commit()
    }

    /// Copies a file to a path inside a folder, as a record names it, and makes the folders on the way.
    package static func copy(
        _ source: String,
        into folder: String,
        as image: String
    ) throws(DatasetError) {
        try makeFolder(folder)
        guard let root = ConfinedPath.resolved(folder) else {
            throw DatasetError(.io, "\(folder): the folder cannot be read")
        }
        let target: ConfinedPath
        do throws(ConfinedPath.Refusal) {
            target = try ConfinedPath(image, in: root)
        } catch {
            throw DatasetError(.io, "\(folder)/\(image): found \(error.reason)")
        }
        if target.path == source { return }
        if let slash = target.path.lastIndex(of: "/") {
            try makeFolder(String(target.path[..<slash]))
        }
        let file = try DataFile(source)
        var output = try OutputFile(target.path)
        var position = 0
        while true {
            let chunk = try file.read(at: position, count: 1 << 20)
            if chunk.isEmpty { break }
            try output.append(chunk)
            position += chunk.count
        }
        try output.commit()
    }

    package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Makes a folder and those above it.
    package static func makeFolder(_ path: String) throws(DatasetError) {
        var made = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            made += part + "/"
            if mkdir(made, 0o755) != 0, errno != EEXIST { throw DataFile.failure(errno, made) }
        }
    }
}
