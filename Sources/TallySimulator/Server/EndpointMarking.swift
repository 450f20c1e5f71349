internal import Hummingbird

/// Marks every response as simulated, and words what was refused as the address's provider does.
struct EndpointMarking: RouterMiddleware {
    typealias Context = BasicRequestContext

    let refusals: RefusalCounter

    @concurrent
    func handle(
        _ request: Request,
        context: BasicRequestContext,
        next: @concurrent (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        let vendor = Vendor(path: request.uri.path)
        var response: Response
        do {
            response = try await next(request, context)
        } catch {
            let name = RequestName.other(refusals.next(isRefused: true))
            response = vendor.error(Self.refusal(for: error, request), name).response
            vendor.mark(&response.headers, name, took: .zero)
        }
        response.headers[HeaderNames.simulated] = "true"
        // Answers of a model bring their own name; what has none is no model's.
        if !vendor.isMarked(response.headers) {
            let number = refusals.next(isRefused: response.status.code >= 400)
            vendor.mark(&response.headers, .other(number), took: .zero)
        }
        return response
    }

    private static func refusal(for error: any Error, _ request: Request) -> Refusal {
        switch error {
        case let refusal as Refusal: refusal
        case let error as HTTPError where error.status == .notFound:
            .unknownURL(method: request.method.rawValue, path: request.uri.path)
        default: .internalError
        }
    }
}
