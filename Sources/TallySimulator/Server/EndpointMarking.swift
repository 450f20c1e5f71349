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
        } catch let refusal as Refusal {
            response = vendor.error(refusal).response
        } catch let error as HTTPError where error.status == .notFound {
            let method = request.method.rawValue
            let refusal = Refusal.unknownURL(method: method, path: request.uri.path)
            response = vendor.error(refusal).response
        } catch {
            response = vendor.error(.internalError).response
        }
        response.headers[HeaderNames.simulated] = "true"
        // Answers of a model bring their own name; what has none never reached one.
        if !vendor.isMarked(response.headers) {
            let number = refusals.next(isRefused: response.status.code >= 400)
            vendor.mark(&response.headers, .other(number), took: .zero)
        }
        return response
    }
}
