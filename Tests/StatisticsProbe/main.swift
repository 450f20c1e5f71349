import Foundation
import TallyCore

// usage: tally-statistics                       calls: one {"f": name, ...} a line in, one result a line out
//        tally-statistics simulate NAME [--reps N] [--seed S]     one row of measured rates a line
//        tally-statistics bench                 times the paired bootstrap; milliseconds of each round
//
// `functions` and `simulations` without arguments list the names.

func fail(_ message: String) -> Never {
    FileHandle.standardError.write(Data((message + "\n").utf8))
    exit(2)
}

func option(_ name: String, in arguments: [String]) -> Int? {
    guard let place = arguments.firstIndex(of: name) else { return nil }
    guard place + 1 < arguments.count, let value = Int(arguments[place + 1]), value > 0 else {
        fail("\(name): expected a whole number above 0")
    }
    return value
}

let arguments = Array(CommandLine.arguments.dropFirst())
switch arguments.first {
case nil:
    while let line = readLine() {
        print(Call.answer(to: line).jsonText)
    }
case "simulate":
    guard arguments.count > 1, let simulation = Simulation.all[arguments[1]] else {
        fail("simulate: one of \(Simulation.all.keys.sorted().joined(separator: " "))")
    }
    let seed = UInt64(option("--seed", in: arguments) ?? 1)
    let reps = option("--reps", in: arguments) ?? 10_000
    simulation(Simulation.Settings(reps: reps, seed: seed)) { print($0.jsonText) }
case "bench": Bench.run()
case "functions": print(Call.functions.keys.sorted().joined(separator: "\n"))
case "simulations": print(Simulation.all.keys.sorted().joined(separator: "\n"))
default: fail("usage: tally-statistics [simulate NAME [--reps N] [--seed S] | bench]")
}
