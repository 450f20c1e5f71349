internal import Foundation
package import TallyCore

/// Recorded requests of one profile in one run, and what each brought: JSON lines, the first one a header.
package struct Cassette: Sendable {
    /// One request with all its attempts, in order; only the last may have been answered.
    package struct Entry: Sendable {
        package let identity: RequestIdentity
        package let attempts: [StoredExchange]

        package init(identity: RequestIdentity, attempts: [StoredExchange]) {
            self.identity = identity
            self.attempts = attempts
        }
    }

    package let header: CassetteHeader
    package let entries: [Entry]

    package init(header: CassetteHeader, entries: [Entry]) {
        self.header = header
        self.entries = entries
    }

    /// Reads a file; throws `CassetteError` where it is none, damaged or cut off.
    package init(reading path: String) throws(CassetteError) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CassetteError(
                "\(path): no such file; `tally run --record FOLDER` writes cassettes"
            )
        }
        try self.init(Array(data), named: path)
    }

    /// Reads the bytes of a file of that name.
    package init(_ bytes: [UInt8], named path: String) throws(CassetteError) {
        var lines = bytes.split(separator: UInt8(ascii: "\n")).enumerated().makeIterator()
        guard let first = lines.next() else { throw CassetteError("\(path): empty, no cassette") }
        let top = try Self.parse(first.element, line: 1, of: path)
        let header: CassetteHeader
        do {
            header = try CassetteHeader(json: top)
        } catch {
            throw CassetteError("\(path):1: \(error.message)")
        }
        var entries: [Entry] = []
        while let (index, line) = lines.next() {
            let value = try Self.parse(line, line: index + 1, of: path)
            guard let entry = Entry(json: value, header) else {
                throw CassetteError("\(path):\(index + 1): no recorded request")
            }
            entries.append(entry)
        }
        guard entries.count == header.requests else {
            throw CassetteError(
                "\(path): holds \(entries.count) requests, its first line says \(header.requests): "
                    + "the file was cut off or put together"
            )
        }
        self.init(header: header, entries: entries)
    }

    private static func parse(
        _ line: ArraySlice<UInt8>,
        line number: Int,
        of path: String
    ) throws(CassetteError) -> JSONValue {
        do {
            return try JSONParser.parse(Array(line))
        } catch {
            throw CassetteError("\(path):\(number): no JSON: \(error)")
        }
    }

    /// The file's text, one line each.
    package var text: String {
        ([header.json] + entries.map { $0.json(in: header) }).map { $0.jsonText + "\n" }.joined()
    }
}

extension Cassette.Entry {
    /// What all requests of a cassette have in common stands in its first line.
    fileprivate func json(in header: CassetteHeader) -> JSONValue {
        var request = identity.members
        for (key, value) in header.shared where request[key] == value { request[key] = nil }
        return ["request": .object(request), "attempts": .array(attempts.map(\.json))]
    }

    fileprivate init?(json: JSONValue, _ header: CassetteHeader) {
        guard var members = json["request"]?.object, let attempts = json["attempts"]?.array,
            !attempts.isEmpty
        else { return nil }
        for (key, value) in header.shared where members[key] == nil { members[key] = value }
        let exchanges = attempts.compactMap(StoredExchange.init(json:))
        guard exchanges.count == attempts.count else { return nil }
        self.init(identity: RequestIdentity(members: members), attempts: exchanges)
    }
}

extension CassetteHeader {
    fileprivate var shared: [(String, JSONValue)] {
        [("profile", profile.identity), ("schema", .string(schema.description))]
    }
}
