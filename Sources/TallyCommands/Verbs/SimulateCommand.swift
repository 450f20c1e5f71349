internal import ArgumentParser
internal import TallyKit
internal import TallyRunner

struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Serves the simulated models over HTTP; nothing it answers comes from a model.",
        discussion: """
            Every response carries the header x-tally-simulated. The address that is printed is \
            OpenAI's (chat/completions, responses), and Anthropic's with /messages; Azure's routes \
            lie beside it, under /openai and /models, where a model's name is its deployment's.
            """
    )

    @Option(help: "Port on the loopback interface; 0 takes a free one.")
    var port = 8089

    @Option(help: "Datasets whose receipts it knows (folder or file); repeat for more.")
    var dataset: [String] = []

    @Option(help: "Simulated seconds in one second; 0 answers at once.")
    var speed = 1.0

    @Option(
        name: .customLong("key-env"),
        help: "Environment variable with the key requests must bring; without it all are let in."
    )
    var keyVariable: String?

    func validate() throws {
        if !(0...65_535).contains(port) {
            throw ValidationError("--port must be between 0 and 65535")
        }
        if !(speed >= 0) { throw ValidationError("--speed must not be negative") }
    }

    func run() async throws {
        let server = SimulationServer(
            datasets: dataset,
            speed: speed == 0 ? .infinity : speed,
            keyVariable: keyVariable
        )
        let interruption = Interruption()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await interruption.watch {} }
            group.addTask {
                try await server.run(port: port) { url, models in
                    Terminal.output.write(
                        "simulating \(models.joined(separator: ", ")) at \(url)\n"
                    )
                }
            }
            // Whichever ends first, a signal's watcher through its stop or the server through an error, ends both.
            group.addTask {
                while !interruption.stop.isRaised { try await Task.sleep(for: .milliseconds(50)) }
            }
            for try await _ in group where interruption.stop.isRaised { group.cancelAll() }
        }
    }
}
