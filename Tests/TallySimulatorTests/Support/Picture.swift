import Foundation
import TallyCore

/// Image files as tests make them: only their beginning is that of an image.
enum Picture {
    static func png(_ width: Int, _ height: Int, filler: UInt8 = 0) -> [UInt8] {
        let head: [UInt8] = [
            0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52,
        ]
        return head + number(width, 4) + number(height, 4) + [8, 2, 0, 0, 0, filler]
    }

    /// A JPEG with a table and a fill byte before its frame.
    static func jpeg(_ width: Int, _ height: Int, frame: UInt8 = 0xC0) -> [UInt8] {
        let head: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC4, 0, 3, 9, 0xFF]
        return head + [0xFF, frame, 0, 17, 8] + number(height, 2) + number(width, 2) + [3]
    }

    static func url(_ bytes: [UInt8], type: String = "image/png") -> String {
        "data:\(type);base64," + Data(bytes).base64EncodedString()
    }

    private static func number(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
}

/// The body of a chat request with an image, and a text beside it.
func request(
    image url: String,
    detail: String? = nil,
    text: String = "Read the receipt."
) -> JSONValue {
    var image: [(String, JSONValue)] = [("url", .string(url))]
    if let detail { image.append(("detail", .string(detail))) }
    let content: JSONValue = [
        ["type": "text", "text": .string(text)],
        ["type": "image_url", "image_url": .object(JSONObject(image))],
    ]
    return [
        "model": "sim-a", "messages": [["role": "user", "content": content]],
        "response_format": ["type": "json_object"],
    ]
}
