internal import Hummingbird
internal import TallyCore

/// The header fields Azure's responses carry.
///
/// Sources: responses recorded in https://github.com/EvolvingPrograms/oaib/issues/11 and
/// https://github.com/microsoft/copilot-camp/issues/551; what the remaining counts mean:
/// https://clemenssiebler.com/posts/understanding-azure-openai-x-ratelimit-remaining-tokens-x-ratelimit-remaining-requests-headers.
enum AzureHeaders {
    /// No region of Azure has such a name.
    static let region = "Simulated"
    private static let session = "sim-20260101000000"

    static func mark(_ headers: inout HTTPFields, _ name: RequestName, took processing: Duration) {
        headers[HeaderNames.requestID] = name.uuid
        headers[HeaderNames.apimRequestID] = name.uuid
        headers[HeaderNames.region] = region
        headers[HeaderNames.modelSession] = session
        if headers[HeaderNames.upstreamTime] == nil {
            headers[HeaderNames.upstreamTime] = processing.wholeMilliseconds
        }
    }

    static func tell(_ standing: RateStanding, in headers: inout HTTPFields) {
        OpenAIHeaders.tell(standing, in: &headers)
    }
}
