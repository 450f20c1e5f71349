internal import AsyncHTTPClient
internal import NIOSSL

/// The way to a server: through which proxy, and which authorities are trusted on it.
package struct WirePath: Hashable, Sendable {
    /// A proxy that is asked for a tunnel, for `https` and `http` alike.
    package struct Proxy: Hashable, Sendable {
        package var host: String
        package var port: Int
        /// User name and password, where the proxy asks for them.
        package var credentials: Credentials?

        package struct Credentials: Hashable, Sendable {
            package var user: String
            package var password: String

            package init(user: String, password: String) {
                self.user = user
                self.password = password
            }
        }

        package init(host: String, port: Int, credentials: Credentials? = nil) {
            self.host = host
            self.port = port
            self.credentials = credentials
        }
    }

    package var proxy: Proxy?
    /// A PEM file that takes the place of the system's authorities.
    package var authorities: String?
    /// A PEM file of authorities trusted besides.
    package var moreAuthorities: String?

    package init(
        proxy: Proxy? = nil,
        authorities: String? = nil,
        moreAuthorities: String? = nil
    ) {
        self.proxy = proxy
        self.authorities = authorities
        self.moreAuthorities = moreAuthorities
    }

    func apply(to configuration: inout HTTPClient.Configuration) {
        if let proxy {
            configuration.proxy = .server(
                host: proxy.host,
                port: proxy.port,
                authorization: proxy.credentials.map {
                    .basic(username: $0.user, password: $0.password)
                }
            )
        }
        guard authorities != nil || moreAuthorities != nil else { return }
        var tls = TLSConfiguration.makeClientConfiguration()
        if let authorities { tls.trustRoots = .file(authorities) }
        if let moreAuthorities { tls.additionalTrustRoots = [.file(moreAuthorities)] }
        configuration.tlsConfiguration = tls
    }
}
