import Foundation
import Synchronization
import TallyCore

/// Feeds one target with mutated inputs for a time, the same ones for the same seed.
struct Fuzzer {
    /// Longer for one input of at most 64 kB is as bad as a trap.
    private static let slow = Duration.seconds(5)
    private static let mostKept = 4000

    let name: String
    let target: any Target
    let seed: UInt64
    /// Where the input is left that ends the process.
    let inputFile: FileHandle

    /// Runs until the time is up; throws `Violation` with the input left in `inputFile`.
    func run(for time: Duration) throws {
        var generator = SeededGenerator(seed: seed, stream: name)
        let mutator = Mutator(words: target.words)
        var kept = target.seeds
        var ends: Set<String> = []
        var count = 0
        let start = ContinuousClock.now
        let watch = Watch(limit: Self.slow)
        for seed in kept { ends.insert(try read(seed, watch)) }
        while ContinuousClock.now - start < time {
            let input = mutator.mutated(
                generator.pick(kept),
                with: generator.pick(kept),
                using: &generator
            )
            let end = try read(input, watch)
            count += 1
            if kept.count < Self.mostKept, ends.insert(end).inserted { kept.append(input) }
        }
        let rate = Int(Double(count) / (ContinuousClock.now - start).seconds)
        print("\(name): \(count) inputs, \(rate)/s, \(ends.count) different ends, seed \(seed)")
    }

    private func read(_ input: [UInt8], _ watch: Watch) throws -> String {
        // A trap leaves no time to write; so the input is there before it is read.
        try inputFile.seek(toOffset: 0)
        try inputFile.write(contentsOf: Data(input))
        try inputFile.truncate(atOffset: UInt64(input.count))
        return try watch.over { try target.read(input) }
    }
}

/// Ends the process when one reading takes too long.
final class Watch: Sendable {
    private let began = Mutex<ContinuousClock.Instant?>(nil)

    init(limit: Duration) {
        let thread = Thread { [self] in
            while true {
                Thread.sleep(forTimeInterval: 0.5)
                guard let start = began.withLock({ $0 }), ContinuousClock.now - start > limit else {
                    continue
                }
                FileHandle.standardError.write(Data("no end within \(limit)\n".utf8))
                exit(3)
            }
        }
        thread.start()
    }

    func over<Value>(_ body: () throws -> Value) rethrows -> Value {
        began.withLock { $0 = .now }
        defer { began.withLock { $0 = nil } }
        return try body()
    }
}
