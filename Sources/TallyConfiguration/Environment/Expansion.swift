/// Text with `${NAME}` and `${NAME:-default}` in it, as files may have it.
enum Expansion {
    /// The text with the variables' values in place, and the values themselves.
    ///
    /// An empty variable counts as missing, as in a shell's `:-`.
    static func expand(
        _ template: String,
        environment: Environment,
        fault: (String) -> ConfigurationError
    ) throws(ConfigurationError) -> (text: String, values: [String]) {
        var text = ""
        var values: [String] = []
        var rest = template[...]
        while let start = rest.firstRange(of: "${") {
            text += rest[..<start.lowerBound]
            rest = rest[start.upperBound...]
            guard let end = rest.firstIndex(of: "}") else { throw fault("${ without its }") }
            let (value, isVariable) = try value(
                String(rest[..<end]),
                environment: environment,
                fault: fault
            )
            text += value
            if isVariable { values.append(value) }
            rest = rest[rest.index(after: end)...]
        }
        return (text + rest, values)
    }

    private static func value(
        _ expression: String,
        environment: Environment,
        fault: (String) -> ConfigurationError
    ) throws(ConfigurationError) -> (String, isVariable: Bool) {
        let separator = expression.firstRange(of: ":-")
        let name = String(expression[..<(separator?.lowerBound ?? expression.endIndex)])
        guard DotEnv.isVariableName(name) else {
            throw fault("expected ${NAME} or ${NAME:-default} with the name of a variable")
        }
        if let value = environment.value(name), !value.isEmpty { return (value, true) }
        guard let separator else {
            throw fault(
                "the environment variable \(name) is not set; set it, or write it into .env"
            )
        }
        return (String(expression[separator.upperBound...]), false)
    }
}
