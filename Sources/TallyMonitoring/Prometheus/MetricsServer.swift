internal import Hummingbird
internal import Logging
internal import TallyCore

/// Serves `/metrics` while a run lasts.
package struct MetricsServer: Sendable {
    private let export: MetricsExport
    private let host: String
    private let port: Int

    /// Port 0 takes a free one.
    package init(_ export: MetricsExport, host: String, port: Int) {
        self.export = export
        self.host = host
        self.port = port
    }

    /// Serves until the task is cancelled; `onRunning` is told the port.
    ///
    /// Throws `MonitorError` where the port cannot be had.
    package func run(onRunning: @escaping @Sendable (Int) -> Void) async throws {
        let router = Router()
        router.get("metrics") { request, _ in
            let format = Exposition(accept: request.headers[.accept])
            return Response(
                status: .ok,
                headers: [.contentType: format.contentType],
                body: .init(byteBuffer: ByteBuffer(string: export.document(format)))
            )
        }
        router.get("/") { _, _ in "Tally's metrics are under /metrics.\n" }
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname(host, port: port)),
            onServerRunning: { onRunning($0.localAddress?.port ?? port) },
            logger: Logger(label: "tally.metrics") { _ in SwiftLogNoOpLogHandler() }
        )
        do {
            try await application.run()
        } catch {
            if Task.isCancelled { return }
            let isTaken = "\(error)".contains("Address already in use")
            throw MonitorError(
                "no metrics on \(host):\(port): "
                    + (isTaken
                        ? "the port is in use; take another with --metrics-port" : "\(error)")
            )
        }
    }
}
