/// A value of a configuration file and how one gets to it; what reads it knows where a mistake is.
struct Cursor: Sendable {
    let node: YAMLNode
    /// The file's name in messages.
    let file: String
    /// `variants[1].profile`; empty at the top.
    let path: String
    /// Where the value's key is, when there is one.
    let line: Int

    init(root: YAMLNode, file: String) {
        self.init(node: root, file: file, path: "", line: root.line)
    }

    private init(node: YAMLNode, file: String, path: String, line: Int) {
        self.node = node
        self.file = file
        self.path = path
        self.line = line
    }

    /// Reads a file and points at its top, which must be a map.
    static func open(_ file: TextFile) throws(ConfigurationError) -> Cursor {
        Cursor(root: try YAMLReader.read(file), file: file.name)
    }

    func error(_ message: String, suggestion: String? = nil) -> ConfigurationError {
        ConfigurationError(
            file: file,
            line: line,
            keyPath: path,
            message: message,
            suggestion: suggestion
        )
    }

    func mismatch(_ expected: String) -> ConfigurationError {
        error("expected \(expected), found \(node.found)")
    }

    /// The elements of a list.
    func list() throws(ConfigurationError) -> [Cursor] {
        guard case .list(let elements) = node.content else { throw mismatch("a list") }
        return elements.enumerated().map { index, element in
            Cursor(node: element, file: file, path: "\(path)[\(index)]", line: element.line)
        }
    }

    /// The members of a map whose keys the user chooses.
    func members() throws(ConfigurationError) -> [(key: String, value: Cursor)] {
        guard case .map(let members) = node.content else { throw mismatch("a map") }
        return members.map { member in
            let key = printable(member.key)
            let path = path.isEmpty ? key : "\(path).\(key)"
            return (
                member.key,
                Cursor(node: member.value, file: file, path: path, line: member.line)
            )
        }
    }

    /// The members of a map with the given keys only.
    func map(keys: [String]) throws(ConfigurationError) -> Fields {
        var values: [String: Cursor] = [:]
        for (key, value) in try members() {
            guard keys.contains(key) else {
                throw ConfigurationError(
                    file: file,
                    line: value.line,
                    keyPath: path,
                    message: "unknown key \(quoted(key))",
                    suggestion: Suggestion.text(for: key, among: keys)
                )
            }
            values[key] = value
        }
        return Fields(owner: self, values: values)
    }

    /// The members of a map, found by key; one that says `null` counts as absent.
    struct Fields {
        let owner: Cursor
        fileprivate let values: [String: Cursor]

        subscript(key: String) -> Cursor? {
            values[key].flatMap { $0.node.isNull ? nil : $0 }
        }

        /// True also for a member that says `null`.
        func mentions(_ key: String) -> Bool { values[key] != nil }

        func required(_ key: String) throws(ConfigurationError) -> Cursor {
            guard let value = self[key] else { throw owner.error("missing key \(quoted(key))") }
            return value
        }
    }
}
