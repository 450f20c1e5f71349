#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// A path named by untrusted data, held inside one folder.
package struct ConfinedPath: Hashable, Sendable {
    /// Why a path is refused; the text completes "found ...".
    package struct Refusal: Error, Hashable, Sendable {
        package let reason: String

        init(_ reason: String) { self.reason = reason }
    }

    /// As it was named, decoded.
    package let name: String
    /// Absolute, with links resolved where the file exists.
    package let path: String
    package let exists: Bool

    /// Decodes percent escapes once, refuses every way out by its form, then resolves links.
    ///
    /// `folder` must be absolute with its own links resolved.
    package init(_ raw: String, in folder: String) throws(Refusal) {
        let name = try Self.decoded(raw)
        try Self.checkForm(name)
        self.name = name
        let joined = folder + "/" + name
        if let resolved = Self.resolved(joined) {
            try Self.check(resolved, in: folder)
            guard Self.isRegularFile(resolved) else {
                throw Refusal("a path that is no regular file")
            }
            path = resolved
            exists = true
        } else {
            try Self.check(Self.deepestExisting(joined), in: folder)
            path = joined
            exists = false
        }
    }

    // MARK: Form

    private static func decoded(_ raw: String) throws(Refusal) -> String {
        let bytes = Array(raw.utf8)
        var decoded: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if let byte = escape(in: bytes, at: index) {
                decoded.append(byte)
                index += 3
            } else {
                decoded.append(bytes[index])
                index += 1
            }
        }
        for index in decoded.indices where escape(in: decoded, at: index) != nil {
            throw Refusal("a path that is encoded twice")
        }
        guard let text = String(validating: decoded, as: UTF8.self) else {
            throw Refusal("a path that is not UTF-8 once decoded")
        }
        return text
    }

    /// The byte that `%2e` at an index stands for.
    private static func escape(in bytes: [UInt8], at index: Int) -> UInt8? {
        guard bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
            let high = Character(Unicode.Scalar(bytes[index + 1])).hexDigitValue,
            let low = Character(Unicode.Scalar(bytes[index + 2])).hexDigitValue
        else { return nil }
        return UInt8(high << 4 | low)
    }

    private static func checkForm(_ name: String) throws(Refusal) {
        guard !name.isEmpty else { throw Refusal("an empty path") }
        guard name.utf8.count <= 1024 else { throw Refusal("a path longer than 1,024 bytes") }
        guard !name.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
            throw Refusal("a path with a control character")
        }
        guard !name.hasPrefix("/") else { throw Refusal("an absolute path") }
        for refused in ["\\", ";", ":"] where name.contains(refused) {
            throw Refusal("a path with '\(refused)'")
        }
        guard !name.split(separator: "/").contains("..") else { throw Refusal("a path with '..'") }
    }

    // MARK: Links

    private static func check(_ resolved: String, in folder: String) throws(Refusal) {
        guard resolved == folder || resolved.hasPrefix(folder == "/" ? "/" : folder + "/") else {
            throw Refusal("a link that leaves the dataset's folder")
        }
    }

    /// The absolute path with all links resolved; `nil` when nothing is there.
    package static func resolved(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(validatingCString: resolved)
    }

    /// Where the existing part of a path leads, so that a linked folder cannot hide behind a missing file.
    private static func deepestExisting(_ path: String) -> String {
        var path = path[...]
        while let slash = path.lastIndex(of: "/") {
            path = path[..<slash]
            if let resolved = resolved(String(path)) { return resolved }
        }
        return "/"
    }

    private static func isRegularFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
}
