internal import SwiftProtobuf
internal import TallyCore

/// Rows and lines of a log as they stand in a run's stream.
enum StreamLine {
    /// One row of the history as a line of JSON, moved behind the sittings before it.
    static func history(_ row: LogHistory, after base: RunReplay.Base) -> String {
        let members = row.item.map { item -> (String, JSONValue) in
            switch (item.name, item.value) {
            case ("_step", let value):
                return ("_step", value.integer.map { .number($0 + base.step) } ?? value)
            case ("_runtime", let value):
                return ("_runtime", value.double.map { .number($0 + base.runtime) } ?? value)
            case (let name, let value): return (name, value)
            }
        }
        return JSONValue.object(JSONObject(members)).jsonText
    }

    /// A line of output behind the moment it was written at.
    static func output(_ line: LogOutputRaw) -> String {
        var text = line.line
        while text.hasSuffix("\n") { text.removeLast() }
        let moment = Moment(
            milliseconds: line.timestamp.seconds * 1000 + Int64(line.timestamp.nanos / 1_000_000)
        )
        return "\(moment.iso8601.dropLast()).\(padded(line.timestamp.nanos / 1000)) \(text)"
    }

    private static func padded(_ microseconds: Int32) -> String {
        let digits = String(microseconds)
        return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }
}
