import Foundation
import TallyConfiguration
import TallyCore
import Testing

/// W&B's own variables.
struct WandBVariablesTests {
    private func variables(_ process: [String: String]) -> WandBVariables {
        WandBVariables(Environment(process: process))
    }

    @Test func `each variable is read`() throws {
        let options = try variables([
            "WANDB_MODE": "offline", "WANDB_PROJECT": "p", "WANDB_ENTITY": "e",
            "WANDB_RUN_GROUP": "g", "WANDB_JOB_TYPE": "j", "WANDB_TAGS": "a, b",
            "WANDB_NAME": "n", "WANDB_NOTES": "o", "WANDB_DIR": "/d", "WANDB_RUN_ID": "r",
            "WANDB_BASE_URL": "http://127.0.0.1:8080",
        ]).options()
        var expected = WandBOptions(mode: .offline)
        expected.project = "p"
        expected.entity = "e"
        expected.group = "g"
        expected.jobType = "j"
        expected.tags = ["a", "b"]
        expected.name = "n"
        expected.notes = "o"
        expected.directory = "/d"
        expected.runID = "r"
        expected.baseURL = "http://127.0.0.1:8080"
        #expect(options == expected)
    }

    @Test(arguments: [
        ("online", WandBOptions.Mode.online), ("dryrun", .offline), ("disabled", .disabled),
        ("run", .online), ("", nil),
    ])
    func `a mode is one of W&B's words`(word: String, mode: WandBOptions.Mode?) throws {
        #expect(try variables(["WANDB_MODE": word]).options().mode == mode)
    }

    @Test(arguments: [
        ("WANDB_MODE", "on", "WANDB_MODE: \"on\": expected online, offline or disabled"),
        ("WANDB_PROJECT", "a#b", "WANDB_PROJECT: \"a#b\": a project's name has none of /\\#?%:"),
        (
            "WANDB_BASE_URL", "wandb.example",
            "WANDB_BASE_URL: \"wandb.example\": expected an address like https://api.wandb.ai"
        ),
        ("WANDB_TAGS", "a,,b", nil),
    ])
    func `a wrong value is named`(name: String, value: String, message: String?) {
        do throws(ConfigurationError) {
            _ = try variables([name: value]).options()
            #expect(message == nil)
        } catch {
            #expect(error.description == message)
        }
    }

    @Test func `flags win over variables, and they over the file`() {
        var flags = WandBOptions(mode: .offline)
        flags.tags = ["flag"]
        var file = WandBOptions(mode: .online)
        file.project = "p"
        file.tags = ["file", "flag"]
        let merged = flags.over(file)
        #expect(merged.mode == .offline && merged.project == "p")
        #expect(merged.tags == ["file", "flag"])
    }

    @Test func `a key comes from the environment, a file, or the host's line of a netrc`() throws {
        let folder = try TemporaryFolder([
            "key": "from-file\n",
            "netrc": """
            # machine api.wandb.ai password no
            macdef init
            machine api.wandb.ai password no

            machine example.com login user password other
            machine api.wandb.ai
              login user
              password from-netrc
            default password for-all
            """,
        ])
        let netrc = ["NETRC": folder / "netrc"]
        let hosted = "https://api.wandb.ai"
        func key(_ more: [String: String], _ url: String = hosted) throws -> String? {
            try variables(netrc.merging(more) { $1 }).key(for: url)?.reveal()
        }
        #expect(try key(["WANDB_API_KEY": "from-variable"]) == "from-variable")
        #expect(try key(["WANDB_API_KEY_FILE": folder / "key"]) == "from-file")
        #expect(try key([:]) == "from-netrc")
        #expect(try key([:], "http://example.com:8080") == "other")
        #expect(try key([:], "http://127.0.0.1:8080") == "for-all")
        #expect(try variables(["HOME": folder.path]).key(for: hosted) == nil)
    }

    @Test func `only a key in the environment has runs sent by themselves`() {
        #expect(variables(["WANDB_API_KEY": "k"]).hasKey)
        #expect(variables(["WANDB_API_KEY_FILE": "f"]).hasKey)
        #expect(!variables(["NETRC": "n"]).hasKey && !variables(["WANDB_API_KEY": ""]).hasKey)
    }

    @Test func `a key with a line break is refused and not shown`() {
        let error = #expect(throws: ConfigurationError.self) {
            try variables(["WANDB_API_KEY": "canary\nx"]).key(for: "https://api.wandb.ai")
        }
        #expect(error?.description.contains("canary") == false)
    }
}
