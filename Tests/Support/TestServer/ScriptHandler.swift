internal import Foundation
internal import NIOCore

/// Collects a request's bytes and then plays the steps chosen for it; the connection then waits for the next request.
final class ScriptHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let greeting: [TestServer.Step]
    private let answer: @Sendable (_ request: String) -> [TestServer.Step]
    private var received: [UInt8] = []

    /// Plays `greeting` to whoever connects and what `answer` chooses to each request.
    init(
        greeting: [TestServer.Step],
        answer: @escaping @Sendable (_ request: String) -> [TestServer.Step]
    ) {
        self.greeting = greeting
        self.answer = answer
    }

    func channelActive(context: ChannelHandlerContext) { play(greeting[...], context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received += unwrapInboundIn(data).readableBytesView
        guard isWhole else { return }
        let request = String(decoding: received, as: UTF8.self)
        received = []
        play(answer(request)[...], context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    /// The head has ended and as many bytes followed as it announced.
    private var isWhole: Bool {
        guard let end = received.firstRange(of: Array("\r\n\r\n".utf8)) else { return false }
        let head = String(decoding: received[..<end.lowerBound], as: UTF8.self).lowercased()
        let length = head.split(separator: "\r\n").lazy
            .filter { $0.hasPrefix("content-length:") }
            .compactMap { Int($0.dropFirst("content-length:".count).filter { $0 != " " }) }
            .first
        return received.count - end.upperBound >= length ?? 0
    }

    // MARK: Steps

    private func play(_ steps: ArraySlice<TestServer.Step>, _ context: ChannelHandlerContext) {
        guard let step = steps.first, context.channel.isActive else { return }
        switch step {
        case .send(let text): write(Array(text.utf8), context) { $0.play(steps.dropFirst(), $1) }
        case .sendBytes(let bytes): write(bytes, context) { $0.play(steps.dropFirst(), $1) }
        case .trickle(let bytes, let pause):
            guard let first = bytes.first else { return play(steps.dropFirst(), context) }
            let rest = TestServer.Step.trickle(bytes.dropFirst(), every: pause)
            write([first], context) { $0.play([.wait(pause), rest] + steps.dropFirst(), $1) }
        case .endless(let bytes):
            // A turn of the loop between two: a fast reader must not deepen the stack.
            write(bytes, context) { $0.play([.wait(.zero), step], $1) }
        case .wait(let time):
            let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
            context.eventLoop.scheduleTask(in: TimeAmount(time)) {
                let (handler, context) = bound.value
                handler.play(steps.dropFirst(), context)
            }
        case .halfClose: context.close(mode: .output, promise: nil)
        case .close: context.close(promise: nil)
        case .reset: reset(context)
        }
    }

    /// Writes, and goes on once the system has taken it; whoever has left is written to no more.
    private func write(
        _ bytes: [UInt8],
        _ context: ChannelHandlerContext,
        then next: @escaping @Sendable (ScriptHandler, ChannelHandlerContext) -> Void
    ) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes))).whenSuccess {
            let (handler, context) = bound.value
            next(handler, context)
        }
    }

    /// Closes with RST instead of FIN: what the client has not read yet is lost too.
    private func reset(_ context: ChannelHandlerContext) {
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        (context.channel as? any SocketOptionProvider)?
            .setSoLinger(linger(l_onoff: 1, l_linger: 0))
            .whenComplete { _ in bound.value.close(promise: nil) }
    }
}
