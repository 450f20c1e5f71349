import Foundation

/// A loopback port at which nobody listens and that nobody else can take.
final class ReservedPort {
    struct Failure: Error {}

    let number: Int
    let descriptor: Int32

    init() throws {
        descriptor = try Self.stream()
        let descriptor = descriptor
        // Below the ports that connections get by themselves: nobody takes it between its release and its use.
        var found: Int?
        for _ in 0..<100 where found == nil {
            let port = Int.random(in: 15_000...30_000)
            found = Self.withAddress(port: port) { bind(descriptor, $0, $1) == 0 }
        }
        guard let port = found else { throw Failure() }
        number = port
    }

    /// Lets somebody else take the port; returns when it can be taken.
    ///
    /// A program that is being started just now has a copy of the socket until it runs.
    func release() {
        close(descriptor)
        for _ in 0..<200 where !isFree { usleep(10_000) }
    }

    private var isFree: Bool {
        guard let descriptor = try? Self.stream() else { return false }
        defer { close(descriptor) }
        // As servers do: what is left of ended connections is in nobody's way.
        var yes: Int32 = 1
        setsockopt(
            descriptor,
            SOL_SOCKET,
            SO_REUSEADDR,
            &yes,
            socklen_t(MemoryLayout<Int32>.size)
        )
        return Self.withAddress(port: number) { bind(descriptor, $0, $1) == 0 } != nil
    }

    /// A socket that is connected to nothing yet, and that no program started meanwhile holds open too.
    static func stream() throws -> Int32 {
        #if canImport(Darwin)
        let descriptor = socket(AF_INET, SOCK_STREAM, 0)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        #else
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(AF_INET, kind, 0)
        #endif
        guard descriptor >= 0 else { throw Failure() }
        return descriptor
    }

    /// Lends a loopback address; returns the port that stands in it afterwards, or `nil` when `body` failed.
    @discardableResult
    static func withAddress(
        port: Int,
        _ body: (UnsafeMutablePointer<sockaddr>, socklen_t) -> Bool
    ) -> Int? {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        address.sin_port = UInt16(port).bigEndian
        let isDone = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                body(pointer, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        return isDone ? Int(UInt16(bigEndian: address.sin_port)) : nil
    }
}
