internal import TallyCore

/// Who sends: the resource, with Tally as the scope of everything.
package struct OTLPScope: Sendable {
    private let version: String
    /// Beside `service.name`.
    private let attributes: [(name: String, value: String)]

    /// - Parameters:
    ///   - version: Tally's.
    ///   - attributes: Of the resource; `service.name` is `tally` where they name none.
    package init(version: String, attributes: [(name: String, value: String)]) {
        self.version = version
        self.attributes = attributes
    }

    var json: JSONValue { ["name": "tally", "version": .string(version)] }

    var resource: JSONValue {
        var own = attributes
        if !own.contains(where: { $0.name == "service.name" }) {
            own.insert(("service.name", "tally"), at: 0)
        }
        if !own.contains(where: { $0.name == "service.version" }) {
            own.append(("service.version", version))
        }
        return ["attributes": .array(own.map { OTLPAttributes.string($0.name, $0.value) })]
    }
}
