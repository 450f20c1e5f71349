import TallyConfiguration
import TallyCore
import Testing

/// Where metrics go: the `monitors` section, and ToolWeaver's variables.
struct MonitorReaderTests {
    private func load(_ section: String) throws -> MonitorOptions {
        try TemporaryFolder(["x.yaml": benchmark("monitors: \(section)")]).load().monitors
    }

    @Test func `a section is read`() throws {
        let options = try load(
            "{prometheus: {port: 8000, namespace: shop, buckets: [0.1, 1, 10], linger: 15s, "
                + "push_gateway: \"http://gateway:9091\", file: out.prom, interval: 5s}}"
        )
        var expected = MonitorOptions.Prometheus()
        expected.port = 8000
        expected.namespace = "shop"
        expected.buckets = [0.1, 1, 10]
        expected.linger = .seconds(15)
        expected.pushGateway = "http://gateway:9091"
        expected.file = "out.prom"
        expected.interval = .seconds(5)
        #expect(options.prometheus == expected)
        #expect(try load("null").isEmpty)
    }

    @Test(arguments: [
        (
            "{prometheus: {port: 70000}}",
            "port: expected a whole number from 0 to 65535, found the number 70000"
        ),
        (
            "{prometheus: {namespace: 1a}}",
            "namespace: \"1a\": a namespace has letters, digits, _ and :"
        ),
        (
            "{prometheus: {buckets: [1, 1]}}",
            "buckets[1]: expected seconds above 0, each larger than the one before"
        ),
        ("{prometheus: {buckets: []}}", "buckets: expected 1 to 100 buckets, found 0"),
        (
            "{prometheus: {push_gateway: \"user:canary@host\"}}",
            "push_gateway: expected an address like http://127.0.0.1:9091"
        ),
        ("{prometheus: {interval: 10ms}}", "interval: expected at least a second"),
    ])
    func `a mistake is named with its place`(section: String, end: String) throws {
        let folder = try TemporaryFolder(["x.yaml": benchmark("monitors: \(section)")])
        #expect(folder.complaint() == "x.yaml:4: monitors.prometheus.\(end)")
    }

    @Test func `a log of events is read, and LOG_LEVEL wins`() throws {
        let file = try load("{log: {file: e.jsonl, level: error, max_mb: 2, keep: 1}}")
        #expect(file.log?.path == "e.jsonl" && file.log?.isQuiet == true)
        #expect(file.log?.mostBytes == 2 << 20 && file.log?.kept == 1)
        #expect(try options(["LOG_LEVEL": "INFO"], over: file).log?.isQuiet == false)
        #expect(try options(["LOG_LEVEL": "error"]).log == nil)
        let folder = try TemporaryFolder(["x.yaml": benchmark("monitors: {log: {keep: 1}}")])
        #expect(folder.complaint() == "x.yaml:4: monitors.log: missing key \"file\"")
    }

    private func options(
        _ process: [String: String],
        over file: MonitorOptions = MonitorOptions()
    ) throws -> MonitorOptions {
        try MonitorVariables(Environment(process: process)).options(over: file)
    }

    @Test func `variables win over the file`() throws {
        var file = MonitorOptions()
        file.prometheus.port = 1
        file.prometheus.namespace = "file"
        let options = try options(
            [
                "PROMETHEUS_PORT": "2", "PROMETHEUS_NAMESPACE": "env",
                "PUSHGATEWAY_URL": "http://g:9091", "METRICS_FLUSH_INTERVAL": "2.5",
            ],
            over: file
        )
        #expect(options.prometheus.port == 2 && options.prometheus.namespace == "env")
        #expect(options.prometheus.pushGateway == "http://g:9091")
        #expect(options.prometheus.interval == .milliseconds(2500))
    }

    @Test func `switches turn it on and off`() throws {
        var file = MonitorOptions()
        file.prometheus.file = "x.prom"
        #expect(try options(["ENABLE_PROMETHEUS": "true"]).prometheus.port == 8000)
        #expect(try options(["ENABLE_PROMETHEUS": "false", "PROMETHEUS_PORT": "9"]).isEmpty)
        #expect(try options(["ENABLE_MONITORING": "false"], over: file).isEmpty)
        #expect(try options([:], over: file) == file)
    }

    @Test(arguments: [
        (
            "PROMETHEUS_PORT", "http",
            "PROMETHEUS_PORT: expected a port from 0 to 65535, found \"http\""
        ),
        ("ENABLE_PROMETHEUS", "si", "ENABLE_PROMETHEUS: expected true or false, found \"si\""),
        (
            "METRICS_FLUSH_INTERVAL", "0",
            "METRICS_FLUSH_INTERVAL: expected seconds from 1 to 86400, found \"0\""
        ),
    ])
    func `a wrong value is named`(name: String, value: String, message: String) {
        let error = #expect(throws: ConfigurationError.self) { try options([name: value]) }
        #expect(error?.description == message)
    }

    @Test func `collector, embedded metrics and webhook are read`() throws {
        let file = try load(
            "{otlp: {endpoint: \"http://c:4318\", interval: 5s, metrics: false, traces: 0.25}, "
                + "emf: {file: e.log, namespace: Shop, interval: 2s, max_mb: 1, keep: 0}, "
                + "webhook: {url: \"${HOOK}\", secret_env: S, level: error}}"
        )
        var otlp = MonitorOptions.OTLP()
        otlp.endpoint = "http://c:4318"
        otlp.interval = .seconds(5)
        otlp.sendsMetrics = false
        otlp.traceShare = 0.25
        #expect(file.otlp == otlp)
        #expect(file.emf?.file.path == "e.log" && file.emf?.namespace == "Shop")
        #expect(file.emf?.interval == .seconds(2) && file.emf?.file.mostBytes == 1 << 20)
        #expect(file.webhook?.isQuiet == true && file.webhook?.secretVariable == "S")
        #expect(!file.isEmpty)
        #expect(try load("{otlp: {traces: false}}").otlp?.traceShare == 0)
        #expect(try load("{webhook: {url: \"http://x\"}}").isEmpty)
    }

    @Test(arguments: [
        (
            "{otlp: {traces: 2}}",
            "otlp.traces: expected a number from 0 to 1, found the number 2"
        ),
        (
            "{otlp: {endpoint: c:4318}}",
            "otlp.endpoint: expected an address like http://127.0.0.1:9091"
        ),
        ("{emf: {namespace: X}}", "emf: missing key \"file\""),
        ("{webhook: {url: x}}", "webhook.url: expected an address like http://127.0.0.1:9091"),
    ])
    func `their mistakes are named with their place`(section: String, end: String) throws {
        let folder = try TemporaryFolder(["x.yaml": benchmark("monitors: \(section)")])
        #expect(folder.complaint() == "x.yaml:4: monitors.\(end)")
    }
}
