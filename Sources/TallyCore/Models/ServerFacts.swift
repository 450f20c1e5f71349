/// What a server tells about an answer besides the answer itself.
package struct ServerFacts: Hashable, Sendable {
    /// The model version the server returned.
    package var model: String?
    /// The server's own id of the request.
    package var requestID: String?
    /// Names the backend's configuration; it changes when answers may.
    package var fingerprint: String?
    /// The tier that served the request, which decides its price.
    package var serviceTier: String?
    package var region: String?
    /// What else decides the price, besides the tier: `fast`, `us`.
    package var surcharges: [String] = []
    /// How long the server says it worked.
    package var processing: Duration?
    /// The verdicts of a content filter, as they came.
    package var filters: JSONValue?

    package init(
        model: String? = nil,
        requestID: String? = nil,
        fingerprint: String? = nil,
        serviceTier: String? = nil,
        region: String? = nil,
        processing: Duration? = nil,
        filters: JSONValue? = nil
    ) {
        self.model = model
        self.requestID = requestID
        self.fingerprint = fingerprint
        self.serviceTier = serviceTier
        self.region = region
        self.processing = processing
        self.filters = filters
    }
}
