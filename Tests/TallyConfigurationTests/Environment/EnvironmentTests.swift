import Foundation
import TallyConfiguration
import TallyCore
import Testing

/// Keys come from the environment or a `.env` file, and are never shown.
struct EnvironmentTests {
    @Test(arguments: [
        ("A=b", "b"), ("A=", ""), ("A = b", nil), ("export A=b", "b"), ("  A=b  ", "b"),
        ("A=b c # d", "b c"), ("A=b#c", "b#c"), ("A=#c", ""), ("A=\"b # c\" # d", "b # c"),
        ("A='b\\n'", "b\\n"), ("A=\"b\\n\\\"c\\\\\"", "b\n\"c\\"), ("A=$HOME", "$HOME"),
        ("A=b=c", "b=c"), ("A=1\nA=2", "2"), ("# x\r\n\r\nA=b\r\n", "b"), ("\u{FEFF}A=b", "b"),
    ])
    func `a line of .env is read`(text: String, value: String?) throws {
        let folder = try TemporaryFolder([".env": text])
        let environment = try? Environment(process: [:]).readingDotEnv(beside: folder / "x.yaml")
        #expect(environment?.value("A") == value)
    }

    @Test(arguments: [
        ("A=1\ncanary", ".env:2: expected NAME=value"),
        ("canary-7=1", ".env:1: expected NAME=value, with letters, digits and _ in the name"),
        ("A=\"canary", ".env:1: the value of A has no closing quotation mark, or text after it"),
        ("A='b' canary", ".env:1: the value of A has no closing quotation mark, or text after it"),
    ])
    func `a broken line of .env is named and not shown`(text: String, message: String) throws {
        let folder = try TemporaryFolder([".env": text, "x.yaml": benchmark("")])
        #expect(folder.complaint() == message)
    }

    @Test func `the process's variables win over the file's, even when empty`() throws {
        let folder = try TemporaryFolder([".env": "A=file\nB=file\nC=file\n"])
        let environment = try Environment(process: ["A": "process", "B": ""])
            .readingDotEnv(beside: folder / "x.yaml")
        #expect(environment.value("A") == "process")
        #expect(environment.value("B") == "")
        #expect(environment.value("C") == "file")
        #expect(environment.value("D") == nil)
    }

    @Test func `a key is found in the environment and in .env`() throws {
        let folder = try TemporaryFolder(["x.yaml": benchmark("", variants: "[gpt-4o]")])
        let environment = ["OPENAI_API_KEY": "from-process"]
        #expect(
            try folder.load(environment: environment).access["gpt-4o"]?.key?.reveal()
                == "from-process"
        )
        try folder.write(".env", .init("OPENAI_API_KEY=from-file".utf8))
        #expect(try folder.load().access["gpt-4o"]?.key?.reveal() == "from-file")
    }

    @Test(arguments: [
        (nil, "is not set; set it, or write OPENAI_API_KEY=... into .env"),
        ("", "is set but empty; set it, or write OPENAI_API_KEY=... into .env"),
        ("canary\n", "holds a space, a line break or a letter beyond ASCII; copy the key again"),
    ])
    func `a key that cannot be used is named with its profile`(value: String?, end: String) throws {
        let folder = try TemporaryFolder([
            "x.yaml": benchmark("", variants: "[rules, {name: a, profile: gpt-4o}]")
        ])
        let environment = value.map { ["OPENAI_API_KEY": $0] } ?? [:]
        #expect(
            folder.complaint(environment: environment)
                == "x.yaml:3: variants[1]: the profile \"gpt-4o\" needs an API key in the "
                + "environment variable OPENAI_API_KEY, which " + end
        )
    }

    @Test func `only the variants that run need their key`() throws {
        let folder = try TemporaryFolder(["x.yaml": benchmark("", variants: "[rules, gpt-4o]")])
        #expect(try folder.load(models: ["rules"]).access["gpt-4o"] == nil)
    }

    @Test func `no description or dump shows a key`() throws {
        let folder = try TemporaryFolder([
            "x.yaml": benchmark("", variants: "[gpt-4o]"), ".env": "OPENAI_API_KEY=canary",
        ])
        let loaded = try folder.load()
        let environment = try Environment(process: ["A": "canary"])
            .readingDotEnv(beside: folder / "x.yaml")
        var dumped = ""
        dump(loaded, to: &dumped)
        dump(environment, to: &dumped)
        let shown = dumped + "\(loaded) \(environment) " + String(reflecting: loaded.access)
        #expect(loaded.access["gpt-4o"]?.key?.reveal() == "canary")
        #expect(!shown.contains("canary"))
    }
}
