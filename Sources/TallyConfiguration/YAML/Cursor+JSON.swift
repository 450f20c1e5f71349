import TallyCore

extension Cursor {
    /// The value as JSON; numbers keep the digits they were written with.
    func json() throws(ConfigurationError) -> JSONValue {
        switch node.content {
        case .list:
            var elements: [JSONValue] = []
            for element in try list() { elements.append(try element.json()) }
            return .array(elements)
        case .map:
            var object = JSONObject()
            for (key, value) in try members() {
                object.members.append(.init(key, try value.json()))
            }
            return .object(object)
        case .scalar(let scalar):
            switch scalar.kind {
            case .text:
                if KeyShape.fits(scalar.text) {
                    throw error(
                        "a key never stands in a file like this; name its variable in key_env"
                    )
                }
                return .string(scalar.text)
            case .bool: return .bool(scalar.text.lowercased() == "true")
            case .null: return .null
            case .nothing: throw mismatch("a value")
            case .number: return .number(try jsonNumber(scalar.text))
            }
        }
    }

    /// JSON knows no `+1`, `.5` or `007`.
    private func jsonNumber(_ text: String) throws(ConfigurationError) -> String {
        guard let value = try? JSONParser.parse(text), case .number(let lexeme) = value else {
            throw error("the number \(text.prefix(40)) has no JSON form; write it like 0.5 or 1e-3")
        }
        return lexeme
    }
}
