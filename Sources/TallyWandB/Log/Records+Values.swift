internal import SwiftProtobuf
internal import TallyCore

extension LogTimestamp {
    init(_ moment: Moment) {
        self.init()
        seconds = moment.milliseconds / 1000
        nanos = Int32(moment.milliseconds % 1000) * 1_000_000
    }
}

extension LogItem {
    init(_ key: String, _ value: JSONValue) {
        self.init()
        self.key = key
        valueJson = value.jsonText
    }

    /// Nested keys are joined by full stops, as W&B shows them.
    var name: String { nestedKey.isEmpty ? key : nestedKey.joined(separator: ".") }
}

extension LogConfig {
    init(_ members: JSONObject) {
        self.init()
        update = members.members.map { LogItem($0.key, $0.value) }
    }
}

extension LogSummary {
    init(_ members: JSONObject) {
        self.init()
        update = members.members.map { LogItem($0.key, $0.value) }
    }
}
