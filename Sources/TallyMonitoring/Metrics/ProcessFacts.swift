internal import Foundation

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// What this process uses, under the names that Prometheus' own clients give it.
enum ProcessFacts {
    /// `store` is the path of the store, if there is one, whose size is told with that of its write-ahead log.
    static func families(store: String?) -> [MetricFamily] {
        var families: [MetricFamily] = []
        var cpu = MetricFamily("process_cpu_seconds", .counter, "CPU time of this process.")
        cpu.add([], "\(cpuSeconds)")
        families.append(cpu)
        #if os(Linux)
        var memory = MetricFamily("process_resident_memory_bytes", .gauge, "Memory in use.")
        memory.add([], residentBytes)
        var files = MetricFamily("process_open_fds", .gauge, "Open files.")
        files.add([], openFiles)
        families += [memory, files]
        #endif
        guard let store else { return families }
        var size = MetricFamily("store_bytes", .gauge, "Size of the store and its write-ahead log.")
        size.add([], bytes(of: store) + bytes(of: store + "-wal"))
        return families + [size]
    }

    private static var cpuSeconds: Double {
        var time = timespec()
        guard clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 else { return 0 }
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static var residentBytes: Int {
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * sysconf(Int32(_SC_PAGESIZE))
    }

    private static var openFiles: Int {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0
    }

    private static func bytes(of path: String) -> Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return attributes?[.size] as? Int ?? 0
    }
}
