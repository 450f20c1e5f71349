import Foundation

/// A loopback port whose queue of connections is full, so that the system leaves new ones unanswered.
final class CrowdedPort {
    private let port: ReservedPort
    private var waiting: [Int32] = []

    var number: Int { port.number }

    init() throws {
        port = try ReservedPort()
        guard listen(port.descriptor, 0) == 0 else { throw ReservedPort.Failure() }
        // The queue holds one more than it was asked for; a few others find it full.
        for _ in 0..<4 {
            let client = try ReservedPort.stream()
            waiting.append(client)
            _ = fcntl(client, F_SETFL, fcntl(client, F_GETFL) | O_NONBLOCK)
            ReservedPort.withAddress(port: number) { connect(client, $0, $1) == 0 }
        }
    }

    func release() {
        for client in waiting { close(client) }
        port.release()
    }
}
