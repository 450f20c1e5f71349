import Yams

/// Turns YAML text into nodes, within limits that a bomb of aliases cannot pass.
struct YAMLReader {
    private let file: TextFile
    private let limits: YAMLLimits
    /// Values looked at so far, a measure of the work done.
    private(set) var visited = 0

    init(_ file: TextFile, limits: YAMLLimits = YAMLLimits()) {
        self.file = file
        self.limits = limits
    }

    static func read(_ file: TextFile) throws(ConfigurationError) -> YAMLNode {
        var reader = YAMLReader(file)
        return try reader.read()
    }

    /// Reads the one document of the file.
    mutating func read() throws(ConfigurationError) -> YAMLNode {
        try checkAliases()
        guard let root = try compose(file.text) else {
            throw ConfigurationError(file: file.name, message: "the file is empty")
        }
        visited = 0
        return try convert(root, depth: 0)
    }

    private func compose(_ text: String) throws(ConfigurationError) -> Node? {
        do {
            return try Yams.compose(yaml: text, .default, .default, .utf8)
        } catch let error as YamlError {
            throw ConfigurationError(error, in: file)
        } catch {
            throw ConfigurationError(file: file.name, message: "not YAML")
        }
    }

    // MARK: Aliases

    /// Counts aliases while they are still harmless.
    ///
    /// Composing shares an alias's value and is cheap, but a map hashes its keys, and the hash of an alias used as a
    /// key visits everything it stands for. So a copy without aliases is looked at first: the star of each possible
    /// alias becomes a character that can only be text.
    private mutating func checkAliases() throws(ConfigurationError) {
        let text = Self.disarmed(file.text)
        guard text != file.text, let root = try compose(text) else { return }
        var aliases = 0
        try count(&aliases, in: root, depth: 0)
    }

    private static let mark: Unicode.Scalar = "\u{E000}"

    private static func disarmed(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var previous: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            let isName =
                scalar.properties.isAlphabetic || "0123456789_-".unicodeScalars.contains(scalar)
            if previous == "*", isName {
                result.removeLast()
                result.append(mark)
            }
            result.append(scalar)
            previous = scalar
        }
        return String(result)
    }

    private mutating func count(
        _ aliases: inout Int,
        in node: Node,
        depth: Int
    ) throws(ConfigurationError) {
        try visit(node, depth: depth)
        switch node {
        case .scalar(let scalar):
            guard scalar.style == .plain, scalar.string.unicodeScalars.first == Self.mark else {
                return
            }
            aliases += 1
            if aliases > limits.aliases {
                throw error(node, "more than \(limits.aliases) aliases (*name)")
            }
        case .sequence(let sequence):
            for element in sequence { try count(&aliases, in: element, depth: depth + 1) }
        case .mapping(let mapping):
            for (key, value) in mapping {
                if try text(ofKey: key).unicodeScalars.first == Self.mark {
                    throw error(key, "an alias (*name) as a key")
                }
                try count(&aliases, in: value, depth: depth + 1)
            }
        case .alias: return
        }
    }

    // MARK: Conversion

    private mutating func convert(
        _ node: Node,
        depth: Int
    ) throws(ConfigurationError) -> YAMLNode {
        try visit(node, depth: depth)
        let line = node.mark?.line ?? 1
        switch node {
        case .scalar(let scalar):
            let isPlain = scalar.style == .plain
            return YAMLNode(
                content: .scalar(.init(text: scalar.string, isPlain: isPlain)),
                line: line
            )
        case .sequence(let sequence):
            var elements: [YAMLNode] = []
            for element in sequence { elements.append(try convert(element, depth: depth + 1)) }
            return YAMLNode(content: .list(elements), line: line)
        case .mapping(let mapping):
            return YAMLNode(content: .map(try members(of: mapping, depth: depth)), line: line)
        case .alias: throw error(node, "an alias (*name) without its anchor (&name)")
        }
    }

    private mutating func members(
        of mapping: Node.Mapping,
        depth: Int
    ) throws(ConfigurationError) -> [YAMLNode.Member] {
        var members: [YAMLNode.Member] = []
        var seen: Set<String> = []
        for (key, value) in mapping {
            let name = try text(ofKey: key)
            guard seen.insert(name).inserted else {
                throw error(key, "the key \(quoted(name)) is written twice in one map")
            }
            let line = key.mark?.line ?? 1
            members.append(
                .init(key: name, line: line, value: try convert(value, depth: depth + 1))
            )
        }
        return members
    }

    private mutating func visit(_ node: Node, depth: Int) throws(ConfigurationError) {
        visited += 1
        if visited > limits.values { throw error(node, "more than \(limits.values) values") }
        if depth > limits.depth { throw error(node, "nested deeper than \(limits.depth) levels") }
    }

    private func text(ofKey key: Node) throws(ConfigurationError) -> String {
        guard case .scalar(let scalar) = key else {
            throw error(key, "a list or map as a key; a key is one word")
        }
        return scalar.string
    }

    private func error(_ node: Node, _ message: String) -> ConfigurationError {
        ConfigurationError(file: file.name, line: node.mark?.line, message: message)
    }
}
