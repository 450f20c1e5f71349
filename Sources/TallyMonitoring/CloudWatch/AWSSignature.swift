internal import Crypto
internal import Foundation
package import TallyCore

/// AWS Signature Version 4: the headers that prove who sent a request.
///
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
package struct AWSSignature: Sendable {
    private let credentials: AWSCredentials
    private let region: String
    private let service: String

    package init(_ credentials: AWSCredentials, region: String, service: String) {
        self.credentials = credentials
        self.region = region
        self.service = service
    }

    /// The request's headers with date, token and signature added.
    ///
    /// - Parameters:
    ///   - method: `POST`.
    ///   - path: Of the URL, already percent-encoded; `/` at least.
    ///   - headers: What is signed besides, `host` among them; names in lower case.
    ///   - body: The whole body.
    ///   - moment: When it is sent; AWS allows five minutes.
    /// - Returns: All headers, in the order of their names but for `authorization`, which is last.
    package func headers(
        method: String,
        path: String,
        headers: [(name: String, value: String)],
        body: [UInt8],
        at moment: Moment
    ) -> [(name: String, value: String)] {
        let stamp = Self.stamp(moment)
        var signed = headers + [("x-amz-date", stamp)]
        if let token = credentials.sessionToken { signed.append(("x-amz-security-token", token)) }
        signed.sort { $0.name < $1.name }
        let names = signed.map(\.name).joined(separator: ";")
        let canonical = [
            method, path, "",
            signed.map { "\($0.name):\(Self.trimmed($0.value))\n" }.joined(), names,
            Digest(of: body).hex,
        ].joined(separator: "\n")
        let scope = "\(stamp.prefix(8))/\(region)/\(service)/aws4_request"
        let text = ["AWS4-HMAC-SHA256", stamp, scope, Digest(of: canonical).hex]
            .joined(separator: "\n")
        let signature = hex(code(text, key: key(day: String(stamp.prefix(8)))))
        let authorization =
            "AWS4-HMAC-SHA256 Credential=\(credentials.accessKey)/\(scope), "
            + "SignedHeaders=\(names), Signature=\(signature)"
        return signed + [("authorization", authorization)]
    }

    private func key(day: String) -> [UInt8] {
        var key = Array("AWS4\(credentials.secret)".utf8)
        for part in [day, region, service, "aws4_request"] { key = code(part, key: key) }
        return key
    }

    private func code(_ text: String, key: [UInt8]) -> [UInt8] {
        let code = HMAC<SHA256>.authenticationCode(
            for: Data(text.utf8),
            using: SymmetricKey(data: key)
        )
        return Array(code)
    }

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    /// `20261129T115658Z`.
    private static func stamp(_ moment: Moment) -> String {
        moment.iso8601.filter { $0 != "-" && $0 != ":" }
    }

    /// Spaces at the ends go, and several become one.
    private static func trimmed(_ value: String) -> String {
        value.split(separator: " ").joined(separator: " ")
    }
}
