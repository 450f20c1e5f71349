import TallyCore
import TallyDatasets
import TallyImporting
import Testing

struct SROIETests {
    private let folder: TemporaryFolder

    private static let boxes = """
        10,10,200,10,200,30,10,30,BOOK SHOP, KUALA LUMPUR\r
        300,52,360,52,360,68,300,68,12.50\r
        10,50,120,50,120,70,10,70,TOTAL RM\r

        12,90,90,90,90,110,12,110,THANK YOU\r
        """

    init() throws {
        folder = try TemporaryFolder()
    }

    private func key(date: String = "25/12/2018", total: String = "12.50") -> String {
        """
        {"company": "BOOK SHOP", "date": "\(date)", "address": "1, JALAN A", "total": "\(total)"}
        """
    }

    private func write(_ stem: String = "003", key: String, boxes: String = Self.boxes) throws {
        try folder.write(boxes, to: "s/box/\(stem).csv")
        try folder.write(key, to: "s/key/\(stem).json")
    }

    @Test func `boxes become lines by geometry, their commas are kept`() throws {
        try write(key: key())
        let item = try #require(try Import(.sroie, "s", in: folder).cases.first)
        #expect(item.text == "BOOK SHOP, KUALA LUMPUR\nTOTAL RM  12.50\nTHANK YOU")
        #expect(item.id == "out-003")
        #expect(item.locale == "en-MY")
    }

    @Test(arguments: [
        ("12.50", "12.50"), ("RM 12.50", "12.50"), ("RM12.50", "12.50"), ("$8.20", "8.20"),
        ("1,007.50", "1007.50"), ("43.7", "43.70"), ("-1.73", "-1.73"), ("20", "20.00"),
    ])
    func `totals are normalised`(total: String, value: String) throws {
        try write(key: key(total: total))
        let item = try #require(try Import(.sroie, "s", in: folder).cases.first)
        #expect(item.expected["total"] == .number(value))
        #expect(item.expected["currency"] == "MYR")
    }

    @Test(arguments: [
        ("05/03/2018", "2018-03-05"), ("4/22/2018", "2018-04-22"), ("20180304", "2018-03-04"),
        ("28 MAR 18", "2018-03-28"), ("12-01-19", "2019-01-12"), ("OCT 3, 2016", "2016-10-03"),
    ])
    func `dates are day-first unless they cannot be`(date: String, iso: String) throws {
        try write(key: key(date: date))
        let item = try #require(try Import(.sroie, "s", in: folder).cases.first)
        #expect(item.expected["date"] == .string(iso))
    }

    @Test func `what cannot be read is named, counted and left unannotated`() throws {
        try write(key: key(date: "yesterday", total: ""))
        let imported = try Import(.sroie, "s", in: folder)
        let expected = try #require(imported.cases.first).expected
        #expect(expected.keys == ["merchant", "address", "currency"])
        #expect(imported.report.unannotated == ["date": [.unreadable: 1], "total": [.empty: 1]])
        #expect(
            imported.remarks.contains(
                #"key/003.json: date: found "yesterday", which cannot be read; left unannotated"#
            )
        )
        #expect(imported.remarks.contains("key/003.json: total: found nothing; left unannotated"))
    }

    @Test func `broken keys leave the case unannotated`() throws {
        try write(key: #"{"company": "X",}"#)
        let imported = try Import(.sroie, "s", in: folder)
        #expect(imported.cases.first?.expected.isEmpty == true)
        #expect(
            imported.remarks.contains { $0.hasPrefix("key/003.json: keys: found \"broken JSON") }
        )
    }

    @Test func `a line that is no box is named, the others are read`() throws {
        try write(key: key(), boxes: Self.boxes + "1,2,3,text\n")
        let imported = try Import(.sroie, "s", in: folder)
        #expect(imported.cases.first?.text?.hasSuffix("THANK YOU") == true)
        #expect(imported.remarks.contains { $0.hasPrefix("box/003.csv:6: found \"1,2,3,text\"") })
    }

    @Test func `boxes in Latin-1 are read`() throws {
        try folder.write(key(), to: "s/key/003.json")
        try folder.write(
            Array("0,0,9,0,9,9,0,9,CAF".utf8) + [0xC9, 0x0A],
            to: "s/box/003.csv"
        )
        #expect(try Import(.sroie, "s", in: folder).cases.first?.text == "CAFÉ")
    }

    @Test func `a file without its partner is left out and named`() throws {
        try write(key: key())
        try folder.write(Self.boxes, to: "s/box/004.csv")
        try folder.write(key(), to: "s/key/005.json")
        let imported = try Import(.sroie, "s", in: folder)
        #expect(imported.cases.count == 1)
        #expect(imported.report.leftOut == 2)
        #expect(
            imported.remarks.contains("box/004.csv: there is no key file of that name; left out")
        )
        #expect(
            imported.remarks.contains("key/005.json: there is no box file of that name; left out")
        )
    }

    @Test(arguments: ["s/img", "s/images", "s", "elsewhere"])
    func `images are found beside, in img and where they are said to be`(place: String) throws {
        try write(key: key())
        try write("004", key: key())
        try folder.write("GIF89a jpeg", to: place + "/003.jpg")
        let imported = try Import(.sroie, "s", in: folder) { options in
            if place == "elsewhere" { options.images = folder.path + "/elsewhere" }
        }
        #expect(imported.cases.map(\.image) == ["images/003.jpg", nil])
        #expect(try folder.text("out/images/003.jpg") == "GIF89a jpeg")
        #expect(imported.report.imagesFound == 1)
        #expect(imported.report.imagesMissing == 1)
    }

    @Test func `the published data has its licence and source`() throws {
        try write(key: key())
        let manifest = try Import(.sroie, "s", in: folder).report.manifest
        #expect(manifest.license == "CC-BY-4.0")
        #expect(manifest.source == "ICDAR 2019 SROIE")
    }

    @Test func `the challenge's own folders are read`() throws {
        try folder.write(Self.boxes, to: "s/0325updated.task1train(626p)/X1.txt")
        try folder.write("GIF89a jpeg", to: "s/0325updated.task1train(626p)/X1.jpg")
        try folder.write(key(), to: "s/0325updated.task2train(626p)/X1.txt")
        let item = try #require(try Import(.sroie, "s", in: folder).cases.first)
        #expect(item.expected["total"] == .number("12.50"))
        #expect(item.image == "images/X1.jpg")
    }

    @Test func `parts become splits with ids and images of their own`() throws {
        for part in ["train", "test"] {
            try folder.write(Self.boxes, to: "s/\(part)/box/X1.txt")
            try folder.write(key(), to: "s/\(part)/entities/X1.txt")
            try folder.write("GIF89a \(part)", to: "s/\(part)/img/X1.jpg")
        }
        let imported = try Import(.sroie, "s", in: folder)
        #expect(imported.cases.map(\.id) == ["out-test-X1", "out-train-X1"])
        #expect(imported.cases.map(\.split) == ["test", "train"])
        #expect(try folder.text("out/images/train/X1.jpg") == "GIF89a train")
    }

    @Test func `a link out of the folder is not read`() throws {
        try write(key: key())
        let other = try TemporaryFolder()
        try folder.write(key(), to: "s/key/004.json")
        try folder.link("s/box/004.csv", to: other.write("0,0,9,0,9,9,0,9,SECRET\n", to: "x.csv"))
        #expect(
            failure(.sroie, "s", in: folder)
                == "s/box/004.csv: found a link that leaves the folder, expected a file inside"
        )
    }

    @Test func `another layout is refused before anything is written`() throws {
        try folder.write("x", to: "s/readme.txt")
        #expect(failure(.sroie, "s", in: folder).hasPrefix("s: found no SROIE layout, expected"))
        #expect(!folder.exists("out"))
    }
}
