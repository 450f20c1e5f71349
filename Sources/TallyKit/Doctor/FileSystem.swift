internal import Foundation

/// What kind of file system a folder lies on.
package enum FileSystem {
    private static let remote: Set<String> = [
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "lustre",
        "fuse.sshfs", "fuse.s3fs", "fuse.gcsfuse", "webdav", "afpfs",
    ]

    /// Its name in the system's list of mounts; `nil` where there is no such list (it is Linux's).
    static func name(of folder: String) -> String? {
        let path = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
        guard let mounts = try? String(contentsOfFile: "/proc/self/mounts", encoding: .utf8) else {
            return nil
        }
        return name(of: path, in: mounts)
    }

    /// The file system of the longest mount point that a path lies below; of equal ones the last.
    package static func name(of path: String, in mounts: String) -> String? {
        var best: (length: Int, name: String)?
        for line in mounts.split(separator: "\n") {
            let parts = line.split(separator: " ")
            guard parts.count >= 3 else { continue }
            let point = parts[1].replacing("\\040", with: " ")
            let isAbove = point == "/" || path == point || path.hasPrefix(point + "/")
            guard isAbove, point.utf8.count >= best?.length ?? 0 else { continue }
            best = (point.utf8.count, String(parts[2]))
        }
        return best?.name
    }

    /// Files on it belong to another machine.
    package static func isRemote(_ name: String) -> Bool { remote.contains(name) }
}
