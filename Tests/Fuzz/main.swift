import Foundation

// usage: tally-fuzz TARGET SECONDS [SEED]      feeds a target
//        tally-fuzz TARGET --input FILE        reads one input again
//
// The input at hand lies in fuzz-TARGET.input of the temporary folder: what a trap leaves behind.

let targets: [String: any Target] = [
    "stream": StreamTarget(), "answer": AnswerTarget(), "dataset": DatasetTarget(),
    "benchmark": BenchmarkTarget(),
]

func fail(_ message: String, code: Int32) -> Never {
    FileHandle.standardError.write(Data((message + "\n").utf8))
    exit(code)
}

let arguments = Array(CommandLine.arguments.dropFirst())
guard arguments.count >= 2, let target = targets[arguments[0]] else {
    fail(
        "usage: tally-fuzz \(targets.keys.sorted().joined(separator: "|")) SECONDS [SEED]",
        code: 2
    )
}
let name = arguments[0]
let file = FileManager.default.temporaryDirectory.appendingPathComponent("fuzz-\(name).input")
do {
    if arguments[1] == "--input", arguments.count == 3 {
        let input = try Data(contentsOf: URL(fileURLWithPath: arguments[2]))
        print(try target.read(Array(input)))
    } else if let seconds = Int(arguments[1]) {
        let seed = arguments.count > 2 ? UInt64(arguments[2]) ?? 1 : 1
        guard FileManager.default.createFile(atPath: file.path, contents: nil) else {
            fail("\(file.path) cannot be written", code: 2)
        }
        let handle = try FileHandle(forWritingTo: file)
        let fuzzer = Fuzzer(name: name, target: target, seed: seed, inputFile: handle)
        try fuzzer.run(for: .seconds(seconds))
        try? FileManager.default.removeItem(at: file)
    } else {
        fail("\(arguments[1]): expected seconds", code: 2)
    }
} catch {
    fail("\(name): \(error); the input is \(file.path)", code: 1)
}
