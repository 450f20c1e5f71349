import Foundation
import TallyMonitoring
import Testing

struct RotatingFileTests {
    private func with(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.appending(path: "sub/events.jsonl").path)
    }

    private func text(_ path: String) -> String? {
        try? String(contentsOfFile: path, encoding: .utf8)
    }

    @Test func `a file that has grown is put away, and the oldest goes`() throws {
        try with { path in
            var file = try RotatingFile(path, mostBytes: 10, kept: 2)
            for number in 1...7 { try file.append("line\(number)") }
            #expect(text(path) == "line7\n")
            #expect(text(path + ".1") == "line6\n" && text(path + ".2") == "line5\n")
            #expect(text(path + ".3") == nil)
        }
    }

    @Test func `a file that is there goes on, and a long line is whole`() throws {
        try with { path in
            var first = try RotatingFile(path, mostBytes: 10, kept: 1)
            try first.append("abc")
            var second = try RotatingFile(path, mostBytes: 10, kept: 1)
            try second.append("def")
            #expect(text(path) == "abc\ndef\n")
            try second.append(String(repeating: "x", count: 50))
            #expect(text(path)?.count == 51 && text(path + ".1") == "abc\ndef\n")
        }
    }

    @Test func `with none kept only the newest lines are there`() throws {
        try with { path in
            var file = try RotatingFile(path, mostBytes: 4, kept: 0)
            for line in ["aaa", "bbb"] { try file.append(line) }
            #expect(text(path) == "bbb\n" && text(path + ".1") == nil)
        }
    }
}
