internal import Hummingbird

/// Marks every response as simulated and turns errors into OpenAI's shape.
struct EndpointMarking: RouterMiddleware {
    typealias Context = BasicRequestContext

    let refusals: RefusalCounter

    @concurrent
    func handle(
        _ request: Request,
        context: BasicRequestContext,
        next: @concurrent (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch let error as WireError {
            response = Self.response(to: error)
        } catch let error as HTTPError where error.status == .notFound {
            response = Self.response(to: .unknownURL(request))
        } catch {
            response = Self.response(to: .internalError)
        }
        response.headers[HeaderNames.simulated] = "true"
        if response.headers[HeaderNames.requestID] == nil {
            // Answers of a model bring their own; what has none never reached one.
            let number = refusals.next(isRefused: response.status.code >= 400)
            response.headers[HeaderNames.requestID] = "req_other_\(number)"
        }
        if response.headers[HeaderNames.processing] == nil {
            response.headers[HeaderNames.processing] = "0"
        }
        return response
    }

    private static func response(to error: WireError) -> Response {
        var response = Response(json: error.json, status: error.status)
        response.headers.append(contentsOf: error.headers)
        return response
    }
}
