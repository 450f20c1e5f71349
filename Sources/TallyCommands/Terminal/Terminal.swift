internal import Foundation
internal import Synchronization
internal import TallyReport

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// One of the two standard streams and what it can show.
struct Terminal: Sendable {
    static let output = Terminal(descriptor: STDOUT_FILENO)
    static let error = Terminal(descriptor: STDERR_FILENO)

    /// A person can be asked: standard input and standard error are both a terminal.
    static var isConversation: Bool { isatty(STDIN_FILENO) == 1 && error.isInteractive }

    private let descriptor: Int32

    /// A person looks at it: colour and redrawing make sense.
    var isInteractive: Bool {
        isatty(descriptor) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }

    /// Colour on a terminal, unless NO_COLOR (no-color.org) is set to something.
    var style: TextStyle {
        let isRefused = ProcessInfo.processInfo.environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        return isInteractive && !isRefused ? .colour : .plain
    }

    /// Columns: the terminal's own, else COLUMNS, else 80.
    var width: Int {
        var size = winsize()
        if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
            return Int(size.ws_col)
        }
        let columns = ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) }
        return columns.map { max(20, $0) } ?? 80
    }

    /// Writes all of the text; a reader that went away is no error.
    ///
    /// Results that cannot be written end the process with code 1: half a document must not look whole.
    func write(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Self.writeBytes(descriptor, $0) }
            if count > 0 {
                bytes = bytes.dropFirst(count)
            } else if errno == EAGAIN {
                var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&waiting, 1, 1000)
            } else if errno != EINTR {
                guard descriptor == STDOUT_FILENO, errno != EPIPE else { return }
                Terminal.error.write(
                    "tally: cannot write results: \(String(cString: strerror(errno)))\n"
                )
                exit(1)
            }
        }
    }

    private static func writeBytes(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
        Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #elseif canImport(Musl)
        Musl.write(descriptor, bytes.baseAddress, bytes.count)
        #else
        Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
    }
}
