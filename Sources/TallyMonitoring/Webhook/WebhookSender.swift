package import Crypto
internal import Foundation
package import TallyCore
package import TallyHTTP

/// Posts events in batches, signed so that the receiver knows who sent them.
///
/// Source: standardwebhooks.com, version 1: `webhook-id`, `webhook-timestamp` and `webhook-signature`, an HMAC of the three parts by
/// SHA-256. The same identifier stands on every try, so that a receiver can tell a repetition.
package struct WebhookSender: Sendable {
    private let poster: PatientPost
    private let key: SymmetricKey?

    /// - Parameters:
    ///   - url: Where events are posted to; it is not shown where it holds one of `secrets`.
    ///   - secrets: What the address holds that no message may show.
    ///   - key: Signs the events; `nil` sends them without a signature.
    ///   - deadline: The longest one request may take, and the latest moment for another try.
    ///   - path: Proxy and authorities.
    package init(
        url: String,
        secrets: [String] = [],
        key: SymmetricKey?,
        deadline: Duration = .seconds(10),
        path: WirePath = WirePath()
    ) {
        self.key = key
        poster = PatientPost(
            to: "the webhook",
            url: url,
            secrets: secrets,
            deadline: deadline,
            path: path,
            retried: [408, 429, 500, 502, 503, 504]
        )
    }

    /// The key of a secret like `whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw`; `nil` where it is none of 24 to 64 bytes in base 64.
    package static func key(of secret: String) -> SymmetricKey? {
        let text = secret.hasPrefix("whsec_") ? String(secret.dropFirst(6)) : secret
        guard let bytes = Data(base64Encoded: text), (24...64).contains(bytes.count) else {
            return nil
        }
        return SymmetricKey(data: bytes)
    }

    /// `time` is in seconds since 1970.
    package static func signature(
        of body: String,
        id: String,
        time: String,
        by key: SymmetricKey
    ) -> String {
        let text = Data("\(id).\(time).\(body)".utf8)
        let code = Data(HMAC<SHA256>.authenticationCode(for: text, using: key))
        return "v1,\(code.base64EncodedString())"
    }

    /// Sends a batch of events, each an object of JSON; throws `MonitorError` where the receiver does not take it.
    package func send(
        _ events: [String],
        id: ULID,
        at moment: Moment
    ) async throws(MonitorError) {
        let body =
            "{\"type\":\"tally.events\",\"timestamp\":\"\(moment.iso8601)\","
            + "\"data\":{\"events\":[\(events.joined(separator: ","))]}}"
        let name = "msg_\(id)"
        let time = String(moment.milliseconds / 1000)
        var headers = [("webhook-id", name), ("webhook-timestamp", time)]
        if let key {
            let signature = Self.signature(of: body, id: name, time: time, by: key)
            headers.append(("webhook-signature", signature))
        }
        _ = try await poster.send(Array(body.utf8), headers: headers)
    }
}
