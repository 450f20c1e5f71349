import TallyCore

/// Parameters that take several values each; every combination of them is a point.
struct ParameterGrid {
    /// One value of one parameter.
    struct Setting {
        let name: String
        /// Null takes the parameter away.
        let value: JSONValue
        /// What the value is called in the name of a variant.
        let word: String
    }

    private(set) var axes: [[Setting]] = []

    static let none = ParameterGrid(axes: [])

    static func read(_ cursor: Cursor) throws(ConfigurationError) -> ParameterGrid {
        var grid = none
        for (name, values) in try cursor.members() {
            try ParameterReader.refuseReserved(name, values)
            grid.axes.append(try axis(name, values))
        }
        return grid
    }

    private static func axis(
        _ name: String,
        _ cursor: Cursor
    ) throws(ConfigurationError) -> [Setting] {
        guard Cursor.isName(name) else {
            throw cursor.error("no name for a parameter: use letters, digits and . _ - : @ +")
        }
        var settings: [Setting] = []
        for (index, element) in try cursor.list().enumerated() {
            let value = try element.json()
            try ParameterReader.check(value, of: name, element)
            if settings.contains(where: { $0.value == value }) {
                throw element.error("\(quoted(value.jsonText)) is listed twice")
            }
            let word = word(for: value) ?? "#\(index + 1)"
            settings.append(Setting(name: name, value: value, word: word))
        }
        if settings.isEmpty { throw cursor.error("expected at least one value") }
        return settings
    }

    /// A short value as it is written; `nil` for what would make no readable part of a name.
    private static func word(for value: JSONValue) -> String? {
        let text: String
        switch value {
        case .string(let string): text = string
        case .number, .bool, .null: text = value.jsonText
        case .array, .object: return nil
        }
        let isPlain = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
                || "._-:@+".utf8.contains(byte)
        }
        return isPlain && !text.isEmpty && text.utf8.count <= 24 ? text : nil
    }

    /// The parameters it varies.
    var names: [String] { axes.compactMap(\.first?.name) }

    /// How many points there are, a huge number at most.
    var count: Int {
        axes.reduce(1) { count, axis in
            let (product, overflow) = count.multipliedReportingOverflow(by: axis.count)
            return overflow ? .max : product
        }
    }

    /// Every combination, the last parameter varying fastest; one empty point without parameters.
    var points: [[Setting]] {
        axes.reduce([[]]) { points, axis in
            points.flatMap { point in axis.map { point + [$0] } }
        }
    }
}

extension JSONObject {
    /// The parameters at one point of a grid.
    func setting(_ point: [ParameterGrid.Setting]) -> JSONObject {
        var parameters = self
        for setting in point {
            parameters[setting.name] = setting.value.isNull ? JSONValue?.none : setting.value
        }
        return parameters
    }
}
