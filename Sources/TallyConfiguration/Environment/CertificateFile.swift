import Foundation

/// A PEM file of certificate authorities.
enum CertificateFile {
    /// Throws when the file cannot be read or holds no certificate.
    static func check(
        _ path: String,
        fault: (String) -> ConfigurationError
    ) throws(ConfigurationError) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw fault("cannot read the file \(quoted(path))")
        }
        guard data.range(of: Data("-----BEGIN CERTIFICATE-----".utf8)) != nil else {
            throw fault("\(quoted(path)) holds no certificate in PEM form")
        }
    }
}
