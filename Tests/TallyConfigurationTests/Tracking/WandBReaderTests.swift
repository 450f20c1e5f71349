import TallyConfiguration
import TallyCore
import Testing

/// The `wandb` section of a benchmark.
struct WandBReaderTests {
    @Test func `everything that is said is read`() throws {
        let text = """
            wandb:
              mode: online
              project: receipts
              entity: team
              group: nightly
              job_type: regression
              tags: [a, b]
              notes: A note.
              name: "{variant} on {dataset}"
              config: {team: ap, budget: 1.50}
              log_frequency: 10
              table: failures
              values: false
            """
        let options = try TemporaryFolder(["x.yaml": benchmark(text)]).load().benchmark.wandb
        #expect(options.mode == .online && options.project == "receipts")
        #expect(options.entity == "team" && options.group == "nightly")
        #expect(options.jobType == "regression" && options.tags == ["a", "b"])
        #expect(options.name == "{variant} on {dataset}" && options.notes == "A note.")
        #expect(options.config["budget"] == .number("1.50"))
        #expect(options.logFrequency == 10 && options.table == .failures)
        #expect(options.showsValues == false)
    }

    @Test func `without a section nothing is said`() throws {
        let options = try TemporaryFolder(["x.yaml": benchmark("")]).load().benchmark.wandb
        #expect(options == WandBOptions())
    }

    @Test(arguments: [
        ("{mod: online}", "x.yaml:4: wandb: unknown key \"mod\"; did you mean \"mode\"?"),
        (
            "{mode: on}",
            "x.yaml:4: wandb.mode: expected one of online, offline, disabled, found \"on\""
        ),
        (
            "{project: a/b}",
            "x.yaml:4: wandb.project: \"a/b\": a project's name has none of /\\#?%:"
        ),
        (
            "{name: \"{model}\"}",
            "x.yaml:4: wandb.name: \"{model}\": {model} is not known; use {variant}, "
                + "{benchmark}, {dataset}, {experiment}"
        ),
        (
            "{table: some}",
            "x.yaml:4: wandb.table: expected none, failures, all or a number of cases, found the "
                + "text \"some\""
        ),
        (
            "{log_frequency: 0}",
            "x.yaml:4: wandb.log_frequency: expected a whole number of at least 1, found the number 0"
        ),
        ("{config: 3}", "x.yaml:4: wandb.config: expected a map, found the number 3"),
    ])
    func `a mistake is named with its place`(section: String, message: String) throws {
        let folder = try TemporaryFolder(["x.yaml": benchmark("wandb: \(section)")])
        #expect(folder.complaint() == message)
    }
}
