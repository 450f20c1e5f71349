internal import Foundation
internal import TallyCore

/// The style sheet and the script of a page, and the policy that lets a browser use these and nothing else.
enum PageAssets {
    static let style = HTML(trusted: String(decoding: PackageResources.report_css, as: UTF8.self))
    static let script = HTML(trusted: String(decoding: PackageResources.report_js, as: UTF8.self))

    /// A Content-Security-Policy by hashes (CSP Level 3, 2.3.1): no other script or style, nothing from elsewhere.
    static let policy = """
        default-src 'none'; style-src '\(hash(style))'; script-src '\(hash(script))'; img-src data:; base-uri 'none'; \
        form-action 'none'
        """

    private static func hash(_ content: HTML) -> String {
        let hex = Array(Digest(of: content.text).hex.utf8)
        let bytes = stride(from: 0, to: hex.count, by: 2).compactMap {
            UInt8(String(decoding: hex[$0..<$0 + 2], as: UTF8.self), radix: 16)
        }
        return "sha256-" + Data(bytes).base64EncodedString()
    }
}
