internal import TallyCore

/// One document of CORD, whichever of its published forms it has.
struct CORDLabels {
    struct Fault: Error {
        let reason: String
    }

    /// `menu`, `sub_total`, `total` and their like.
    let parse: JSONObject
    /// The image, where the document names it.
    let fileName: String?
    /// Put together from the labelled words, where there are any.
    let text: String?

    private static let sections = ["menu", "sub_total", "total", "void_menu"]

    init(_ bytes: [UInt8]) throws(Fault) {
        let document = try Self.object(bytes)
        var labels = document
        switch document["ground_truth"] {
        case .string(let text): labels = try Self.object(Array(text.utf8))
        case .object(let object): labels = object
        default: break
        }
        let lines = (labels["valid_line"] ?? document["valid_line"])?.array ?? []
        fileName = document["file_name"]?.string ?? labels["file_name"]?.string
        let words = CORDWords(lines)
        text = words.text
        if let parse = (labels["gt_parse"] ?? document["gt_parse"])?.object {
            self.parse = parse
        } else if Self.sections.contains(where: { Self.isSection(labels[$0]) }) {
            parse = labels
        } else if !lines.isEmpty {
            parse = words.parse
        } else {
            throw Fault(reason: "found neither gt_parse nor valid_line")
        }
    }

    /// `total` of other labels is a number or a text.
    private static func isSection(_ value: JSONValue?) -> Bool {
        value?.object != nil || value?.array?.allSatisfy { $0.object != nil } == true
    }

    private static func object(_ bytes: [UInt8]) throws(Fault) -> JSONObject {
        do {
            guard let object = try JSONParser.parse(bytes).object else {
                throw Fault(reason: "found no JSON object")
            }
            return object
        } catch let error as Fault {
            throw error
        } catch {
            throw Fault(reason: "found broken JSON: \(error)")
        }
    }
}
