internal import Foundation
internal import TallyCore

/// A token as a program printed it: bare, or in the JSON that `az account get-access-token` and OAuth endpoints write.
package struct PrintedToken: Hashable, Sendable {
    package let value: String
    /// Seconds since 1970 at which a new one is due: five minutes before the end, or at half of a shorter life.
    package let renewal: Double
    /// Seconds since 1970 at which it ends, as far as anybody tells.
    package let end: Double

    /// How long a token lives whose end nobody tells, in seconds.
    private static let usualLife = 600.0

    /// `nil` when the text holds no token that could go in a header; `now` is seconds since 1970.
    package init?(_ output: String, now: Double) {
        let text = output.trimmingCharacters(in: .whitespacesAndNewlines)
        let json = try? JSONParser.parse(text)
        var value = text
        if let object = json?.object {
            let names = ["accessToken", "access_token", "token"]
            guard let token = names.lazy.compactMap({ object[$0]?.string }).first else {
                return nil
            }
            value = token
        }
        guard !value.isEmpty, value.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            return nil
        }
        self.value = value
        let told = json.flatMap { Self.end(in: $0, now: now) } ?? Self.end(ofJWT: value)
        end = told ?? now + Self.usualLife
        let life = max(0, end - now)
        renewal = now + max(life - 300, life / 2)
    }

    private static func end(in json: JSONValue, now: Double) -> Double? {
        func seconds(_ key: String) -> Double? {
            json[key]?.double ?? json[key]?.string.flatMap(Double.init)
        }
        if let end = seconds("expires_on") { return end }
        return seconds("expires_in").map { now + $0 }
    }

    /// The claim `exp` of a JSON Web Token (RFC 7519, section 4.1.4).
    private static func end(ofJWT token: String) -> Double? {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        var digits = parts[1].replacing("-", with: "+").replacing("_", with: "/")
        digits += String(repeating: "=", count: (4 - digits.count % 4) % 4)
        guard let data = Data(base64Encoded: String(digits)) else { return nil }
        return (try? JSONParser.parse(Array(data)))?["exp"]?.double
    }
}
