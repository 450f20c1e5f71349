import TallyCore
import TestServer
import Testing

/// Servers that keep a client waiting: each deadline ends the wait under its own name.
@Suite(.timeLimit(.minutes(3)))
struct DeadlineTests {
    struct Wait: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var isStreamed = false
        let steps: [TestServer.Step]
        /// The deadline that is short, in milliseconds.
        let deadline: (name: String, milliseconds: Int)
        let message: String
        /// The head has come.
        var hasStatus = true
    }

    private static let whole = Fault.head("200 OK", ["content-length: 4000"])
    private static let drip = TestServer.Step.trickle(
        [UInt8](repeating: 0x20, count: 4000)[...],
        every: .milliseconds(20)
    )
    private static let dripStream = (0..<200).flatMap { _ -> [TestServer.Step] in
        [.sendBytes(Fault.chunk(Chat.piece("x"))), .wait(.milliseconds(20))]
    }
    private static let silence = "silence longer than the idle time-out"
    private static let noFirstByte = "no first byte within the first-byte time-out"
    private static let notDone = "not done within the total time-out"

    static let waits = [
        Wait(
            testDescription: "nothing comes",
            steps: [],
            deadline: ("first_byte", 400),
            message: noFirstByte,
            hasStatus: false
        ),
        Wait(
            testDescription: "the head drips",
            steps: [.trickle(Array(whole.utf8)[...], every: .milliseconds(40))],
            deadline: ("first_byte", 400),
            message: noFirstByte,
            hasStatus: false
        ),
        Wait(
            testDescription: "a body stops",
            steps: [.send(whole + "{")],
            deadline: ("idle", 400),
            message: silence
        ),
        Wait(
            testDescription: "a stream stops",
            isStreamed: true,
            steps: [.send(Fault.streamHead), .sendBytes(Fault.chunk(Chat.piece("{")))],
            deadline: ("idle", 400),
            message: silence
        ),
        Wait(
            testDescription: "a body drips",
            steps: [.send(whole), drip],
            deadline: ("total", 600),
            message: notDone
        ),
        Wait(
            testDescription: "a stream drips",
            isStreamed: true,
            steps: [.send(Fault.streamHead)] + dripStream,
            deadline: ("total", 600),
            message: notDone
        ),
    ]

    @Test(arguments: waits)
    func `a deadline ends the wait, and what was waited for is a lower bound`(
        wait: Wait
    ) async throws {
        var benchmark = FaultBenchmark(isStreamed: wait.isStreamed)
        let (name, milliseconds) = wait.deadline
        benchmark.profile = ["timeouts: {\(name): \(milliseconds)ms}"]
        let fault = Fault("slow", wait.steps)
        try await FaultScene.with(benchmark, fault: FaultScene.always(fault)) { scene in
            let run = try await scene.run()
            for attempt in try scene.attempts(hitBy: "slow", count: 4) {
                #expect(attempt.error == "timeout", "\(attempt)")
                #expect(attempt.message == wait.message)
                #expect(attempt.status == (wait.hasStatus ? 200 : nil))
                #expect(attempt.billed == "possibly_billed")
                #expect(attempt.hasFirstContent == wait.isStreamed)
            }
            for trial in try scene.faultyTrials() {
                #expect(trial.isAccepted)
                #expect(trial.state == "failed")
                #expect(trial.error == "timeout")
                #expect(trial.isCensored == true)
                // The client's own timers may be a little early by the clock of the record.
                #expect(trial.serviceMicroseconds ?? 0 > milliseconds * 950)
            }
            #expect(run["trials"]?["failed"]?.integer == 2)
            #expect(run["latency"]?["censored"]?.integer == 2)
            try scene.expectAnswered(allBut: FaultScene.faulty)
        }
    }

    @Test func `a server that is slow only once is asked again`() async throws {
        let benchmark = FaultBenchmark(profile: ["timeouts: {first_byte: 400ms}"])
        let fault = Fault("slow", [])
        try await FaultScene.with(benchmark, fault: FaultScene.once(fault)) { scene in
            try await scene.run()
            let attempts = try scene.attempts(hitBy: "slow", count: 2)
            #expect(attempts.allSatisfy { $0.error == "timeout" && $0.number == 1 })
            try scene.expectMendedByRetry()
            #expect(try scene.faultyTrials().allSatisfy { $0.isCensored == false })
        }
    }
}
