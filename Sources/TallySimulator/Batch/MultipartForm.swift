internal import Foundation

/// The parts of a form as RFC 7578 has them, by their names.
struct MultipartForm {
    private var parts: [String: [UInt8]] = [:]

    /// `nil` for what is no such form.
    init?(_ bytes: [UInt8], contentType: String) {
        guard contentType.hasPrefix("multipart/form-data"),
            let mark = contentType.range(of: "boundary=")
        else { return nil }
        let boundary = contentType[mark.upperBound...].prefix { $0 != ";" }
            .trimmingCharacters(in: CharacterSet(charactersIn: "\" "))
        let data = Data(bytes)
        let delimiter = Data("--\(boundary)".utf8)
        let gap = Data("\r\n\r\n".utf8)
        guard var at = data.range(of: delimiter)?.upperBound else { return nil }
        while let end = data.range(of: delimiter, in: at..<data.endIndex) {
            let part = data[at..<end.lowerBound]
            if let body = part.range(of: gap), let name = Self.name(part[..<body.lowerBound]) {
                parts[name] = Array(part[body.upperBound...].dropLast(2))
            }
            at = end.upperBound
        }
    }

    subscript(name: String) -> [UInt8]? { parts[name] }

    private static func name(_ head: Data) -> String? {
        let text = String(decoding: head, as: UTF8.self)
        guard let start = text.range(of: "; name=\"") else { return nil }
        return String(text[start.upperBound...].prefix { $0 != "\"" })
    }
}
