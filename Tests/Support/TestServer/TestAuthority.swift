internal import Crypto
internal import Foundation
package import NIOSSL
internal import SwiftASN1
internal import X509

/// A certificate authority made for one test, and the servers it vouches for.
package struct TestAuthority: Sendable {
    /// When a certificate holds.
    package enum Validity: Sendable {
        case today, untilYesterday

        fileprivate var dates: (from: Date, until: Date) {
            let day: TimeInterval = 86_400
            let now = Date()
            return switch self {
            case .today: (now - day, now + day)
            case .untilYesterday: (now - 2 * day, now - day)
            }
        }
    }

    private let name: DistinguishedName
    private let key: Certificate.PrivateKey
    /// The authority's certificate as a client trusts it.
    package let pem: String

    package init() throws {
        name = try DistinguishedName { CommonName("Test authority") }
        key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let certificate = try Self.certificate(
            for: key,
            named: name,
            signedBy: (name, key),
            .today,
            Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
                Critical(KeyUsage(keyCertSign: true))
            }
        )
        pem = try certificate.serializeAsPEM().pemString
    }

    /// What a server at a host name shows its clients.
    package func server(
        _ host: String,
        _ validity: Validity = .today
    ) throws -> TLSConfiguration {
        let own = P256.Signing.PrivateKey()
        let certificate = try Self.certificate(
            for: Certificate.PrivateKey(own),
            named: try DistinguishedName { CommonName(host) },
            signedBy: (name, key),
            validity,
            Certificate.Extensions {
                SubjectAlternativeNames([.dnsName(host)])
                try ExtendedKeyUsage([.serverAuth])
            }
        )
        let shown = try NIOSSLCertificate(
            bytes: Array(try certificate.serializeAsPEM().pemString.utf8),
            format: .pem
        )
        let secret = try NIOSSLPrivateKey(bytes: Array(own.pemRepresentation.utf8), format: .pem)
        return .makeServerConfiguration(
            certificateChain: [.certificate(shown)],
            privateKey: .privateKey(secret)
        )
    }

    private static func certificate(
        for key: Certificate.PrivateKey,
        named name: DistinguishedName,
        signedBy issuer: (name: DistinguishedName, key: Certificate.PrivateKey),
        _ validity: Validity,
        _ extensions: Certificate.Extensions
    ) throws -> Certificate {
        try Certificate(
            version: .v3,
            serialNumber: .init(),
            publicKey: key.publicKey,
            notValidBefore: validity.dates.from,
            notValidAfter: validity.dates.until,
            issuer: issuer.name,
            subject: name,
            extensions: extensions,
            issuerPrivateKey: issuer.key
        )
    }
}
