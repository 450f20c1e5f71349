/// The files built into the program, which files of the user override.
enum EmbeddedFile {
    static var profiles: TextFile { file("profiles.yaml", PackageResources.profiles_yaml) }
    static var prices: TextFile { file("prices.yaml", PackageResources.prices_yaml) }
    static var prompt: TextFile { file("prompt.yaml", PackageResources.prompt_yaml) }

    private static func file(_ name: String, _ bytes: [UInt8]) -> TextFile {
        TextFile(name: "built-in " + name, text: String(decoding: bytes, as: UTF8.self))
    }
}
