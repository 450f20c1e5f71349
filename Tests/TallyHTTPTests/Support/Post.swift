import TallyHTTP

/// Sends one small request over a path of its own.
func post(_ url: String, over path: WirePath) async throws -> WireResponse {
    let client = try WireClient(
        url: url,
        connections: 1,
        connect: .seconds(30),
        idle: .seconds(30),
        path: path
    )
    let response = await client.send(
        WireRequest(
            headers: [("content-type", "application/json")],
            body: Array("{\"a\":1}".utf8),
            deadline: .seconds(60)
        )
    )
    try await client.shutdown()
    return response
}
