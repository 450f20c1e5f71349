internal import NIOCore

/// Collects a request's bytes and then plays the script.
final class ScriptHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let steps: [TestServer.Step]
    private let greeting: String?
    private let log: RequestLog
    private var received = ""

    init(_ steps: [TestServer.Step], _ greeting: String?, _ log: RequestLog) {
        self.steps = steps
        self.greeting = greeting
        self.log = log
    }

    func channelActive(context: ChannelHandlerContext) {
        guard let greeting else { return }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: greeting)), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received += String(buffer: unwrapInboundIn(data))
        guard isWhole else { return }
        log.add(received)
        received = ""
        play(steps[...], context)
    }

    /// The head has ended and as many bytes followed as it announced.
    private var isWhole: Bool {
        let parts = received.split(
            separator: "\r\n\r\n",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        guard parts.count == 2 else { return false }
        let length = parts[0].lowercased().split(separator: "\r\n").lazy
            .filter { $0.hasPrefix("content-length:") }
            .compactMap { Int($0.dropFirst("content-length:".count).filter { $0 != " " }) }
            .first
        return parts[1].utf8.count >= length ?? 0
    }

    private func play(_ steps: ArraySlice<TestServer.Step>, _ context: ChannelHandlerContext) {
        guard let step = steps.first, context.channel.isActive else { return }
        switch step {
        case .send(let text):
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
            play(steps.dropFirst(), context)
        case .close: context.close(promise: nil)
        case .wait(let time):
            let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
            context.eventLoop.scheduleTask(in: TimeAmount(time)) {
                let (handler, context) = bound.value
                handler.play(steps.dropFirst(), context)
            }
        }
    }
}
