import Foundation
import TallyCore
import TallyDatasets
import Testing

struct DatasetTests {
    private let folder: TemporaryFolder
    private let lines = (0..<9).map {
        #"{"id":"c\#($0)","split":"\#($0 % 3 == 0 ? "dev" : "test")","text":"über \#($0)"}"#
    }

    init() throws { folder = try TemporaryFolder() }

    @Test func `positions follow the file`() throws {
        let dataset = try Dataset.open(folder.write(lines.joined(separator: "\n"), to: "x.jsonl"))
        #expect(dataset.count == 9)
        #expect(try (0..<9).map { try dataset.load($0).id } == (0..<9).map { "c\($0)" })
    }

    @Test func `a split keeps its own records`() throws {
        let file = try folder.write(lines.joined(separator: "\n"), to: "x.jsonl")
        let dataset = try Dataset.open(file, split: "dev")
        #expect(try (0..<dataset.count).map { try dataset.load($0).id } == ["c0", "c3", "c6"])
        #expect(dataset.recordCount == 9)
        #expect(dataset.splits == [.init("dev", 3), .init("test", 6)])
        #expect(dataset.contents.withText == 3)
    }

    @Test func `a split that is not there is answered with those that are`() throws {
        let file = try folder.write(lines.joined(separator: "\n"), to: "x.jsonl")
        let error = #expect(throws: DatasetError.self) { try Dataset.open(file, split: "tset") }
        #expect(
            error?.description
                == "\(file): split: found no record of \"tset\", expected one of dev, test; did you mean \"test\"?"
        )
    }

    @Test(arguments: ["\n", "\r\n", "\n\n\n", "\r\n \t\r\n", ""])
    func `a byte order mark, CRLF and blank lines at the end are tolerated`(end: String) throws {
        let separator = end.hasPrefix("\r\n") ? "\r\n" : "\n"
        let text = "\u{FEFF}" + lines.joined(separator: separator) + end
        let dataset = try Dataset.open(folder.write(text, to: "x.jsonl"))
        #expect(dataset.count == 9)
        #expect(try dataset.load(0).text == "über 0")
        #expect(try dataset.load(8).text == "über 8")
        #expect(dataset.digest == Digest(of: text))
    }

    @Test func `an empty file is no dataset`() throws {
        let file = try folder.write("\n", to: "x.jsonl")
        #expect(problems(opening: file) == ["\(file): found no record, expected at least one"])
    }

    @Test func `records with nothing to show a model are counted`() throws {
        let text = #"{"id":"a","text":null,"image":null}"# + "\n" + #"{"id":"b","text":""}"#
        let dataset = try Dataset.open(folder.write(text, to: "x.jsonl"))
        #expect(dataset.contents.withNeither == 1)
        #expect(dataset.contents.withText == 1)
    }

    @Test func `lines across the borders of chunks are whole`() throws {
        let text = String(repeating: "ü€", count: 9_000)
        let long = (0..<60).map { #"{"id":"\#($0)","text":"\#(text)\#($0)"}"# }
        let dataset = try Dataset.open(folder.write(long.joined(separator: "\n"), to: "x.jsonl"))
        #expect(dataset.count == 60)
        for position in 0..<60 {
            #expect(try dataset.load(position).text == "\(text)\(position)")
        }
    }

    @Test func `any number of tasks may load at once`() async throws {
        let dataset = try Dataset.open(folder.write(lines.joined(separator: "\n"), to: "x.jsonl"))
        let ids = try await withThrowingTaskGroup(of: (Int, String).self) { group in
            for task in 0..<200 {
                group.addTask { (task, try dataset.load(task % 9).id) }
            }
            return try await group.reduce(into: [Int: String]()) { $0[$1.0] = $1.1 }
        }
        #expect(ids.count == 200)
        #expect(ids.allSatisfy { $0.value == "c\($0.key % 9)" })
    }

    @Test func `a file that changes after it was opened is refused`() throws {
        let file = try folder.write(lines.joined(separator: "\n"), to: "x.jsonl")
        let dataset = try Dataset.open(file)
        let handle = try #require(FileHandle(forWritingAtPath: file))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("\n{}".utf8))
        try handle.close()
        let error = #expect(throws: DatasetError.self) { try dataset.load(0) }
        #expect(error?.code == .changed)
    }

    @Test func `a path that is no regular file is refused without waiting`() throws {
        try FileManager.default.createDirectory(
            atPath: folder.path + "/x.jsonl",
            withIntermediateDirectories: false
        )
        let error = #expect(throws: DatasetError.self) {
            try Dataset.open(folder.path + "/x.jsonl")
        }
        #expect(error?.code == .notFound)
    }
}
