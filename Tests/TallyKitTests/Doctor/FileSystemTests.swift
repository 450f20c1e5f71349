import TallyKit
import Testing

struct FileSystemTests {
    private let mounts = """
        /dev/vda / ext4 rw 0 0
        proc /proc proc rw 0 0
        server:/home /home nfs4 rw 0 0
        tmpfs /home/me/fast tmpfs rw 0 0
        share /mnt/two\\040words cifs rw 0 0
        overlay /home/me/fast/over overlay rw 0 0
        """

    @Test(
        arguments: [
            ("/", "ext4"), ("/var/lib", "ext4"), ("/home", "nfs4"), ("/home/me/results", "nfs4"),
            ("/home/me/fast/x", "tmpfs"), ("/home/me/faster", "nfs4"),
            ("/mnt/two words/x", "cifs"), ("/homeless", "ext4"),
            ("/home/me/fast/over", "overlay"),
        ]
    )
    func `the longest mount point above a path tells its file system`(path: String, name: String) {
        #expect(FileSystem.name(of: path, in: mounts) == name)
    }

    @Test func `file systems of other machines are known`() {
        #expect(["nfs4", "cifs", "9p", "fuse.sshfs"].allSatisfy(FileSystem.isRemote))
        #expect(
            !["ext4", "xfs", "btrfs", "apfs", "tmpfs", "overlay"].contains(
                where: FileSystem.isRemote
            )
        )
    }

    @Test func `a list without the path's mount says nothing`() {
        #expect(FileSystem.name(of: "/x", in: "") == nil)
        #expect(FileSystem.name(of: "/x", in: "garbage\n\n") == nil)
    }
}
