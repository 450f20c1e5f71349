import Foundation
import SchemaChecker
import TallyCore

/// One of the schemas in docs/ that editors use.
struct PublishedSchema {
    let root: JSONValue
    private let siblings: [String: JSONValue]

    /// `benchmark`, `profiles` or `prices`.
    init(_ name: String) throws {
        root = try Self.read("\(name).schema.json")
        siblings = ["profiles.schema.json": try Self.read("profiles.schema.json")]
    }

    /// What is wrong with a document; empty when it conforms.
    func faults(_ document: JSONValue) -> [String] {
        SchemaChecker(root: root, siblings: siblings).faults(document)
    }

    /// Follows keys from the top, and references on the way.
    subscript(path: [String]) -> JSONValue {
        path.reduce(root) { resolved($0[$1] ?? .null) }
    }

    /// The names of the properties that may be written at a place, in alphabetical order.
    func keys(_ path: [String]) -> [String] {
        let members = self[path + ["properties"]].object?.members ?? []
        return members.filter { $0.value.bool != false }.map(\.key).sorted()
    }

    /// The names of those that may not.
    func refusedKeys(_ path: [String]) -> [String] {
        let members = self[path + ["properties"]].object?.members ?? []
        return members.filter { $0.value.bool == false }.map(\.key).sorted()
    }

    /// The words of an enumeration; null, which leaves a key out, is none.
    func words(_ path: [String]) -> [String] {
        (self[path + ["enum"]].array ?? []).compactMap(\.string)
    }

    /// Every property in the file with its path.
    var properties: [(path: String, schema: JSONValue)] { properties(in: root, at: "") }

    private func properties(
        in schema: JSONValue,
        at path: String
    ) -> [(path: String, schema: JSONValue)] {
        let children =
            (schema.array ?? []).map { ("", $0) }
            + (schema.object?.members ?? []).map { ($0.key, $0.value) }
        return children.flatMap { key, child in
            let place = "\(path)/\(key)"
            let own = key == "properties" ? child.object?.members ?? [] : []
            return own.map { ("\(place)/\($0.key)", resolved($0.value)) }
                + properties(in: child, at: place)
        }
    }

    private func resolved(_ schema: JSONValue) -> JSONValue {
        guard let reference = schema["$ref"]?.string,
            let name = reference.split(separator: "/").last
        else { return schema }
        let document = siblings[String(reference.prefix { $0 != "#" })] ?? root
        var object = document["$defs"]?[String(name)]?.object ?? JSONObject()
        for member in schema.object?.members ?? [] where member.key != "$ref" {
            object[member.key] = member.value
        }
        return .object(object)
    }

    private static func read(_ name: String) throws -> JSONValue {
        try JSONParser.parse(Array(try Data(contentsOf: ProjectFile.url("docs/" + name))))
    }
}
