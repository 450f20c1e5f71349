import Foundation
import TallyCore

/// Reads a profile that is answered from a cassette, and whom the cassette recorded.
enum ReplayReader {
    static let keys = ["cassette", "speed", "strict"]
    /// A first line holds a profile and a few names; what is longer is no cassette.
    private static let longestHeader = 1 << 20

    /// The profile as far as the file says; the cassette is opened when it is used.
    static func read(
        _ fields: Cursor.Fields,
        into profile: inout Profile
    ) throws(ConfigurationError) {
        var replay = Replay(cassette: try path(try fields.required("cassette")))
        if let value = fields["speed"] { replay.speed = try speed(value) }
        if let value = fields["strict"] { replay.isStrict = try value.bool() }
        profile.replay = replay
    }

    /// Beside the file that names it, as datasets are.
    private static func path(_ cursor: Cursor) throws(ConfigurationError) -> String {
        ConfigurationFolders.join(ConfigurationFolders.folder(of: cursor.file), try cursor.text())
    }

    private static func speed(_ cursor: Cursor) throws(ConfigurationError) -> Double? {
        if (try? cursor.text()) == "max" { return nil }
        do throws(ConfigurationError) {
            return try cursor.double(in: Arrivals.bounds)
        } catch {
            throw cursor.mismatch("a number from 0.001 to 1000000 (1: as recorded), or max")
        }
    }

    /// Whom the profile's cassette recorded, under the profile's own name and with what the file changes about it.
    static func opened(
        _ profile: Profile,
        _ entry: ProfileCatalog.Entry
    ) throws(ConfigurationError) -> Profile {
        guard let replay = profile.replay else { return profile }
        func fault(_ message: String) -> ConfigurationError {
            ConfigurationError(
                file: entry.file,
                line: entry.line,
                keyPath: "\(profile.name).cassette",
                message: message
            )
        }
        let header: CassetteHeader
        do throws(CassetteHeader.Fault) {
            guard FileManager.default.fileExists(atPath: replay.cassette) else {
                throw CassetteHeader.Fault("no such file; `tally run --record FOLDER` writes them")
            }
            guard let line = firstLine(replay.cassette), !line.isEmpty else {
                throw CassetteHeader.Fault("empty, or cannot be read")
            }
            guard let json = try? JSONParser.parse(line) else {
                throw CassetteHeader.Fault("no cassette: its first line is no JSON")
            }
            header = try CassetteHeader(json: json)
        } catch {
            throw fault("\(replay.cassette): \(error.message)")
        }
        var recorded = header.profile
        let isSimulated = recorded.isSimulated
        guard isSimulated == profile.name.hasPrefix("sim-") else {
            throw fault(
                isSimulated
                    ? "what it recorded is simulated, so the profile's name must begin with \"sim-\""
                    : "only what is simulated has a name in \"sim-\""
            )
        }
        recorded.name = profile.name
        recorded.replay = replay
        recorded.priceKey = profile.priceKey ?? recorded.priceKey
        recorded.concurrency = profile.concurrency
        for member in profile.parameters.members { recorded.parameters[member.key] = member.value }
        return recorded
    }

    private static func firstLine(_ path: String) -> [UInt8]? {
        guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? handle.close() }
        guard let data = try? handle.read(upToCount: longestHeader) else { return nil }
        return Array(data.prefix { $0 != UInt8(ascii: "\n") })
    }
}
