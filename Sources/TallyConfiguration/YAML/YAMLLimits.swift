/// How much one YAML file may ask for; a file beyond is refused before the work is done.
struct YAMLLimits: Hashable, Sendable {
    /// Lists and maps inside each other.
    var depth = 32
    /// Places where an anchor's value is used again.
    var aliases = 64
    /// Values after every alias is replaced by what it stands for.
    var values = 50_000
}
