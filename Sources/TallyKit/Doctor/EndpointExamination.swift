internal import Foundation
internal import TallyConfiguration
internal import TallyCore
internal import TallyHTTP
internal import TallyProviders
internal import TallyReport
internal import TallyRunner

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// An endpoint on the network: its name, its certificate, the way in, its headers, its clock.
struct EndpointExamination {
    /// A wrong clock spoils dates in Retry-After, and signatures.
    private static let tolerableSkew = 30.0
    private static let most = 6

    let profile: Profile
    let access: ResolvedAccess
    let clock: RunClock

    func findings() async -> [Checkup.Finding] {
        guard let endpoint = profile.endpoint, let url = URL(string: endpoint) else { return [] }
        var findings = [nameFinding(url)]
        guard findings[0].verdict != .failure else { return findings }
        do {
            let probe = try EndpointProbe(
                profile: profile,
                endpoint: endpoint,
                access: Access(access, profile: profile),
                path: WirePath(access, profile: profile)
            )
            let answer = try await probe.ask()
            findings.append(connectionFinding(answer, isEncrypted: url.scheme == "https"))
            guard answer.failure == nil else { return findings }
            findings.append(entryFinding(answer))
            findings += headerFindings(answer) + skewFindings(answer)
        } catch {
            findings.append(.init("auth", .failure, "\(error)"))
        }
        return findings
    }

    private func nameFinding(_ url: URL) -> Checkup.Finding {
        let host = url.host ?? ""
        if let proxy = access.proxy {
            return .init("dns", .fine, "\(host) is left to the proxy \(proxy.host):\(proxy.port)")
        }
        let addresses = Self.addresses(of: host)
        return addresses.isEmpty
            ? .init("dns", .failure, "no address found for \(host)")
            : .init("dns", .fine, "\(host) is \(addresses.prefix(3).joined(separator: ", "))")
    }

    private func connectionFinding(
        _ answer: EndpointProbe.Answer,
        isEncrypted: Bool
    ) -> Checkup.Finding {
        if let failure = answer.failure {
            return .init(failure.kind == .tls ? "tls" : "connect", .failure, failure.message)
        }
        let time = NumberText.seconds(answer.seconds)
        if isEncrypted { return .init("tls", .fine, "certificate trusted, answered in \(time) s") }
        let isLocal = ["127.0.0.1", "localhost", "::1"].contains(
            profile.endpoint.flatMap { URL(string: $0)?.host } ?? ""
        )
        return .init(
            "connect",
            isLocal ? .fine : .warning,
            "answered in \(time) s"
                + (isLocal ? "" : ", not encrypted: key and receipts can be read on the way")
        )
    }

    private func entryFinding(_ answer: EndpointProbe.Answer) -> Checkup.Finding {
        let status = answer.status ?? 0
        let words = answer.message.map { ": \($0)" } ?? ""
        switch status {
        case 200:
            guard let models = answer.models, !models.isEmpty else {
                return .init("auth", .fine, "let in")
            }
            // Azure lists models, and asks for deployments.
            let isListed = profile.provider == .azure || models.contains(profile.model)
            return .init(
                "auth",
                isListed ? .fine : .warning,
                "let in, \(models.count) models"
                    + (isListed ? "" : ", \(profile.model) is not among them")
            )
        case 401, 403: return .init("auth", .failure, "refused (\(status))\(words)")
        case 300..<400:
            return .init("auth", .failure, "redirected elsewhere: check the endpoint")
        default:
            return .init(
                "auth",
                .warning,
                "gives no list of models (\(status))\(words); `tally models check "
                    + "\(profile.name) --live` asks the model itself"
            )
        }
    }

    /// Names and values of headers that runs rest on.
    private func headerFindings(_ answer: EndpointProbe.Answer) -> [Checkup.Finding] {
        let wanted = [
            "x-ratelimit-", "retry-after", "x-request-id", "request-id", "apim-request-id",
            "openai-", "x-ms-region", "anthropic-ratelimit-", "server", "x-tally-simulated",
        ]
        let seen = answer.headers.filter { header in
            wanted.contains { header.name.hasPrefix($0) }
        }
        guard !seen.isEmpty else { return [] }
        let shown = seen.prefix(Self.most).map { "\($0.name) \($0.value.prefix(40))" }
        let more = seen.count > Self.most ? ", \(seen.count - Self.most) more" : ""
        return [.init("headers", .fine, shown.joined(separator: ", ") + more)]
    }

    private func skewFindings(_ answer: EndpointProbe.Answer) -> [Checkup.Finding] {
        guard let date = answer.headers.first(where: { $0.name == "date" }),
            let theirs = Moment(httpDate: date.value)
        else { return [] }
        let skew = clock.wall().seconds - theirs.seconds
        guard abs(skew) > Self.tolerableSkew else { return [] }
        let way = skew > 0 ? "ahead of" : "behind"
        let text = "this clock is \(NumberText.span(.seconds(abs(skew)))) \(way) the endpoint's"
        return [.init("clock", .warning, text)]
    }

    /// The addresses the system finds for a name, as text.
    private static func addresses(of host: String) -> [String] {
        let bare = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(bare, nil, nil, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var found: [String] = []
        var next = list
        while let entry = next {
            next = entry.pointee.ai_next
            var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            let status = getnameinfo(
                entry.pointee.ai_addr,
                entry.pointee.ai_addrlen,
                &text,
                socklen_t(text.count),
                nil,
                0,
                NI_NUMERICHOST
            )
            let name = String(decoding: text.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
            if status == 0, !found.contains(name) { found.append(name) }
        }
        return found
    }
}
