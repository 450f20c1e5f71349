import TallyCore
import TallyDatasets
import TallyImporting
import Testing

struct WildReceiptTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A label by its class's number: 1 Store_name_value, 7 Date_value, 11/13/15 item, quantity, price, 23 Total_value.
    private func box(_ text: String, _ label: Int, _ x: Int, _ y: Int) -> String {
        let corners = [x, y, x + 60, y, x + 60, y + 12, x, y + 12].map(String.init)
        return #"{"box":[\#(corners.joined(separator: ","))],"text":"\#(text)","label":\#(label)}"#
    }

    private func document(_ boxes: [String], name: String = "image_files/Image_1/a.jpeg") -> String
    {
        #"{"file_name":"\#(name)","height":900,"width":600,"annotations":["#
            + boxes.joined(separator: ",") + "]}"
    }

    private func load(_ boxes: [String], locale: String? = nil) throws -> Import {
        try folder.write(document(boxes) + "\n", to: "w/train.txt")
        return try Import(.wildreceipt, "w", in: folder) { $0.locale = locale }
    }

    @Test func `values become fields, all boxes the text`() throws {
        let imported = try load([
            box("FOODMART", 1, 0, 0), box("12Main", 3, 0, 20), box("St.", 3, 70, 21),
            box("Date:", 8, 0, 40), box("12/25/2018", 7, 70, 40), box("Subtotal", 18, 0, 90),
            box("$4.00", 17, 200, 90), box("Tax", 20, 0, 110), box("0.40", 19, 200, 110),
            box("TOTAL", 24, 0, 130), box("$4.40", 23, 200, 131), box("HELLO", 25, 0, 150),
        ])
        let item = try #require(imported.cases.first)
        #expect(
            item.expected
                == JSONObject([
                    ("merchant", "FOODMART"), ("address", "12Main St."), ("date", "2018-12-25"),
                    ("subtotal", 4), ("tax", .number("0.40")), ("total", .number("4.40")),
                ])
        )
        #expect(item.text?.hasSuffix("TOTAL  $4.40\nHELLO") == true)
        #expect(item.split == "train")
        #expect(item.id == "out-train-a")
    }

    @Test func `an ambiguous date is left out until a locale decides`() throws {
        let boxes = [box("SHOP", 1, 0, 0), box("03/04/2018", 7, 0, 20)]
        #expect(try load(boxes).report.unannotated == ["date": [.ambiguous: 1]])
        try folder.write(document(boxes), to: "w/train.txt")
        let decided = try Import(.wildreceipt, "w", in: folder) {
            $0.locale = "en-US"
            $0.overwrites = true
        }
        #expect(decided.cases.first?.expected["date"] == "2018-03-04")
    }

    @Test func `items and prices pair by geometry, whatever their order`() throws {
        let imported = try load([
            box("3.00", 15, 200, 31), box("MILK", 11, 30, 0), box("TEABAG", 11, 30, 30),
            box("1.00", 15, 200, 1), box("2", 13, 0, 0),
        ])
        #expect(
            imported.cases.first?.expected["line_items"] == [
                ["description": "MILK", "quantity": 2, "amount": 1],
                ["description": "TEABAG", "amount": 3],
            ]
        )
    }

    @Test func `items that do not pair are left out as a whole`() throws {
        let imported = try load([
            box("MILK", 11, 0, 0), box("1.00", 15, 200, 0), box("TEABAG", 11, 0, 30),
        ])
        #expect(imported.cases.first?.expected.isEmpty == true)
        #expect(imported.report.unannotated == ["line_items": [.unpaired: 1]])
    }

    @Test func `totals that differ are left out`() throws {
        let imported = try load([box("4.40", 23, 0, 0), box("5.00", 23, 0, 30)])
        #expect(imported.report.unannotated == ["total": [.conflicting: 1]])
    }

    @Test func `class_list.txt decides what a number means`() throws {
        try folder.write("0 Ignore\n1 Total_value\n", to: "w/class_list.txt")
        let imported = try load([box("4.40", 1, 0, 0), box("x", 9, 0, 30)])
        #expect(imported.cases.first?.expected["total"] == .number("4.40"))
        #expect(
            imported.remarks.first
                == "train.txt:1: annotations[1].label: found 9, expected a class; the box is left out"
        )
    }

    @Test func `images keep their folders, a path out of them is refused`() throws {
        try folder.write("GIF89a jpeg", to: "w/image_files/Image_1/a.jpeg")
        try folder.write("GIF89a secret", to: "secret.jpeg")
        let lines = [
            document([box("SHOP", 1, 0, 0)]),
            document([box("SHOP", 1, 0, 0)], name: "../secret.jpeg"),
            document([box("SHOP", 1, 0, 0)], name: "image_files/none.jpeg"),
        ]
        try folder.write(lines.joined(separator: "\n"), to: "w/test.txt")
        let imported = try Import(.wildreceipt, "w", in: folder)
        #expect(
            imported.cases.map(\.image) == [
                "images/image_files/Image_1/a.jpeg", nil, "images/image_files/none.jpeg",
            ]
        )
        #expect(imported.report.imagesFound == 1)
        #expect(imported.report.imagesMissing == 2)
        #expect(imported.remarks.contains { $0.contains("found a path with '..'") })
    }
}
