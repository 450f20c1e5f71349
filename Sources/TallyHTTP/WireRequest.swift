/// One HTTP request with its limits.
package struct WireRequest: Sendable {
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]
    /// Longest time until the last byte.
    package var deadline: Duration

    package init(
        headers: [(name: String, value: String)],
        body: [UInt8],
        deadline: Duration
    ) {
        self.headers = headers
        self.body = body
        self.deadline = deadline
    }
}

/// What came back on the wire, as far as it came: bytes and when they arrived.
package struct WireResponse: Sendable {
    /// Bytes up to `offset` had arrived at `time`.
    package struct Mark: Hashable, Sendable {
        package var offset: Int
        /// Since the request was handed over, on the monotonic clock.
        package var time: Duration

        package init(offset: Int, time: Duration) {
            self.offset = offset
            self.time = time
        }
    }

    package var status: Int?
    /// As received; `header(_:)` finds one whatever its case.
    package var headers: [(name: String, value: String)] = []
    package var body: [UInt8] = []
    package var marks: [Mark] = []
    /// The request head left.
    package var sent: Duration?
    package var firstByte: Duration?
    package var done: Duration = .zero
    /// Why the response is not whole.
    package var failure: WireFailure?

    package init() {}

    /// The first header of that name, which is given in lower case.
    package func header(_ name: String) -> String? {
        headers.first { Self.isEqual($0.name, lowercase: name) }?.value
    }

    /// Notes that the body so far had arrived.
    ///
    /// After thousands of parts those within a millisecond share a mark, so that a server of single bytes costs no memory.
    mutating func mark(_ time: Duration) {
        if marks.count > 4096, let last = marks.last, time - last.time < .milliseconds(1) {
            marks[marks.count - 1].offset = body.count
        } else {
            marks.append(Mark(offset: body.count, time: time))
        }
    }

    /// Keeps the beginning of a body that nobody will read to its end.
    mutating func shorten() {
        let most = 1 << 16
        guard body.count > most else { return }
        body = Array(body.prefix(most))
        marks.removeAll { $0.offset > most }
    }

    private static func isEqual(_ name: String, lowercase: String) -> Bool {
        name.utf8.count == lowercase.utf8.count
            && zip(name.utf8, lowercase.utf8).allSatisfy { byte, expected in
                byte == expected || (0x41...0x5A).contains(byte) && byte | 0x20 == expected
            }
    }
}

/// How a request failed below HTTP.
package struct WireFailure: Error, Hashable, Sendable {
    package enum Kind: Sendable {
        /// `exhausted`: no connection, since this process may open no more files.
        case connect, exhausted, tls, timeout, closed, tooLarge, cancelled
    }

    package var kind: Kind
    package var message: String

    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }
}
