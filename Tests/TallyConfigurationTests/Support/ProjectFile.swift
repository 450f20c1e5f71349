import Foundation
import TallyCore
import Yams

/// A file of the project itself.
enum ProjectFile {
    static func url(_ name: String, file: String = #filePath) -> URL {
        URL(fileURLWithPath: file).resolvingSymlinksInPath().deletingLastPathComponent()
            .appendingPathComponent("../../..").appendingPathComponent(name).standardized
    }

    static func text(_ name: String) throws -> String {
        try String(contentsOf: url(name), encoding: .utf8)
    }

    static func yaml(_ name: String) throws -> JSONValue { try json(ofYAML: text(name)) }

    /// What an editor makes of a YAML text: dates are text, as in YAML 1.2.
    static func json(ofYAML text: String) throws -> JSONValue {
        let value = try Yams.load(yaml: text, .default.removing(.timestamp))
        let data = try JSONSerialization.data(
            withJSONObject: value ?? [:],
            options: .fragmentsAllowed
        )
        return try JSONParser.parse(Array(data))
    }
}
