internal import Foundation
internal import TallyHTTP

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// How many files and sockets this process may have open.
package enum OpenFileLimit {
    /// More are of no use to 1,024 requests in flight in each of a few lanes, and macOS allows no more.
    private static let enough: rlim_t = 10_240

    #if canImport(Glibc)
    private static let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
    private static let kind = RLIMIT_NOFILE
    #endif

    /// Raises the limit as far as the system lets everyone, up to what is enough; returns what it is then.
    ///
    /// Shells begin with 256 or 1,024, and say that programs may take more.
    @discardableResult
    package static func raise() -> Int? {
        var limit = rlimit()
        guard getrlimit(kind, &limit) == 0 else { return nil }
        let wanted = min(limit.rlim_max, enough)
        if limit.rlim_cur < wanted {
            var raised = limit
            raised.rlim_cur = wanted
            if setrlimit(kind, &raised) == 0 { limit = raised }
        }
        return Int(clamping: limit.rlim_cur)
    }

    /// What a run opens later, besides connections to endpoints: the store, its logs, clocks and pipes.
    ///
    /// Swift's thread pool looks at its threads through files once a second, and ends the program when it may open none.
    private static let reserve = 20

    /// Connections that may be opened now and leave enough for all else; `nil` when the limit is not told.
    package static var room: Int? {
        var limit = rlimit()
        guard getrlimit(kind, &limit) == 0 else { return nil }
        WireClient.startLoops()
        let open = (try? FileManager.default.contentsOfDirectory(atPath: "/dev/fd").count) ?? 32
        return max(0, Int(clamping: limit.rlim_cur) - open - reserve)
    }
}
