#!/usr/bin/env python3
"""Metrics of the binary's runs, read by Prometheus and its tools, and compared with the store number by number."""
import argparse
import base64
import datetime
import http.server
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request

import boto3
import botocore.auth
import botocore.awsrequest
import botocore.credentials
import yaml
from google.protobuf import json_format
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.semconv._incubating.attributes import gen_ai_attributes, http_attributes
from opentelemetry.semconv._incubating.metrics import gen_ai_metrics
from opentelemetry.semconv.attributes import error_attributes
from opentelemetry.semconv.schemas import Schemas
from prometheus_client.openmetrics.parser import text_string_to_metric_families as parse_openmetrics
from prometheus_client.parser import text_string_to_metric_families as parse_text

from standardwebhooks.webhooks import Webhook

from peer import Checks

OPENMETRICS = "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(url, accept=None):
    request = urllib.request.Request(url, headers={"Accept": accept} if accept else {})
    with urllib.request.urlopen(request, timeout=10) as response:
        return response.headers["Content-Type"], response.read().decode()


def until(what, condition, seconds=60):
    """Polls; the value of the condition once it holds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            value = condition()
        except OSError:
            value = None
        if value:
            return value
        time.sleep(0.1)
    raise SystemExit(f"waited in vain until {what}")


class Daemon:
    """A server that ends with the block."""

    def __init__(self, folder, name, *command, environment=None):
        self.log = os.path.join(folder, name + ".log")
        self.command = command
        self.environment = environment

    def __enter__(self):
        with open(self.log, "w") as log:
            self.process = subprocess.Popen(self.command, stdout=log, stderr=log, env=self.environment)
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


class Tally:
    def __init__(self, arguments):
        self.root, self.tally, self.folder = arguments.root, arguments.tally, arguments.folder
        self.environment = {
            name: value for name, value in os.environ.items()
            if not re.match("AWS_|WANDB_|PROMETHEUS_|ENABLE_|METRICS_|PUSHGATEWAY_|OTEL_", name)
        } | {"WANDB_MODE": "disabled"}

    def start(self, *arguments, store):
        command = [self.tally, *arguments, "--store", os.path.join(self.folder, store)]
        return subprocess.Popen(
            command, env=self.environment, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )

    def __call__(self, *arguments, store):
        begin = time.monotonic()
        process = self.start(*arguments, store=store)
        said, _ = process.communicate(timeout=240)
        print(f"tally {' '.join(arguments)}: exit {process.returncode}, {time.monotonic() - begin:.1f} s", flush=True)
        return process.returncode, said

    def digest(self, store):
        return self("show", "latest", "--digest", store=store)[1]

    def benchmark(self, name, **changes):
        path = os.path.join(self.folder, name + ".yaml")
        with open(path, "w") as file:
            json.dump({
                "name": name, "dataset": os.path.join(self.root, "datasets", "receipts"), "limit": 60,
                "concurrency": 12, "variants": ["rules", "sim-gpt-4o", "sim-phi-3-mini"],
            } | changes, file)
        return path


def stored(tally, store):
    """The numbers that metrics must equal, by variant, computed from the store's rows."""
    connection = sqlite3.connect(os.path.join(tally.folder, store))
    connection.row_factory = sqlite3.Row
    runs = connection.execute(
        "SELECT id, name FROM runs WHERE experiment = (SELECT MAX(id) FROM experiments)"
    ).fetchall()
    found = {}
    for run in runs:
        one = connection.execute("""
            SELECT COUNT(*) AS requests, COALESCE(SUM(a.state = 'done' AND a.error IS NULL), 0) AS success,
                COALESCE(SUM(a.state = 'done' AND a.error IS NOT NULL), 0) AS error,
                COALESCE(SUM(a.state <> 'done'), 0) AS unknown, COALESCE(SUM(a.number > 1), 0) AS retries,
                COALESCE(SUM(a.error = 'rate_limited'), 0) AS rate_limited,
                COALESCE(SUM(a.input_tokens), 0) AS input, COALESCE(SUM(a.cached_input_tokens), 0) AS cached_input,
                COALESCE(SUM(a.output_tokens), 0) AS output, COALESCE(SUM(a.reasoning_tokens), 0) AS reasoning,
                COALESCE(SUM(CASE WHEN a.state = 'done' THEN a.done_us - COALESCE(a.sent_us, 0) END), 0) AS service_us
            FROM attempts a JOIN trials t ON t.id = a.trial WHERE t.run = ?""", [run["id"]]).fetchone()
        cost = connection.execute(
            "SELECT COALESCE(SUM(cost_nanodollars), 0) FROM attempt_costs WHERE run = ? AND billed = 'billed'",
            [run["id"]],
        ).fetchone()[0]
        trials = connection.execute("""
            SELECT COUNT(*) AS trials, COUNT(f.document_exact) AS scored, COALESCE(SUM(f.document_exact), 0) AS exact
            FROM trials t LEFT JOIN trial_scores f ON f.trial = t.id WHERE t.run = ? AND t.accepted = 1""",
            [run["id"]]).fetchone()
        found[run["name"]] = dict(one) | dict(trials) | {"nanodollars": cost}
    connection.close()
    return found


def exported(series, zeros=None):
    """The same numbers out of (name, labels, value) triples."""
    found = {}
    for name, labels, value in series:
        if "variant" not in labels:
            continue
        one = found.setdefault(labels["variant"], dict(zeros or {}))
        key = {
            "tally_request_total": labels.get("status"), "tally_retry_total": "retries",
            "tally_token_usage_total": labels.get("kind"), "tally_reasoning_tokens_total": "reasoning",
            "tally_tool_usage_total": "trials",
        }.get(name)
        if key:
            one[key] = round(value)
        elif name == "tally_error_total" and labels["type"] == "rate_limited":
            one["rate_limited"] = round(value)
        elif name == "tally_cost_dollars_total":
            one["nanodollars"] = round(value * 1e9)
        elif name == "tally_request_duration_seconds_sum":
            one["service_us"] = round(value * 1e6)
        elif name == "tally_accuracy_documents" and labels["metric"] == "document_exact":
            one["scored"] = round(value)
        elif name == "tally_accuracy_ratio" and labels["metric"] == "document_exact":
            one["ratio"] = value
    for one in found.values():
        one["requests"] = one["success"] + one["error"] + one["unknown"]
        one["exact"] = round(one.pop("ratio", 0) * one["scored"])
        one.pop("cache_write", None)
    return found


def differences(metrics, rows):
    """What is not equal; a duration is rounded down to the microsecond once in metrics, and at both its ends in the store."""
    found = {}
    for variant in set(metrics) | set(rows):
        one, other = dict(metrics.get(variant, {})), dict(rows.get(variant, {}))
        if abs(one.pop("service_us", -1) - other.pop("service_us", -1e9)) > other.get("requests", 0):
            found[variant] = "service_us"
        if one != other:
            found[variant] = (one, other)
    return found


def series_of(text, parse=parse_text):
    return [(s.name, s.labels, s.value) for family in parse(text) for s in family.samples]


def promtool(*arguments, text=None):
    result = subprocess.run(["promtool", *arguments], input=text, capture_output=True, text=True, timeout=60)
    return result.returncode == 0, result.stdout + result.stderr


def check_scrape(checks, tally):
    """Prometheus scrapes a run; its last values are the store's."""
    port, own, alerts = free_port(), free_port(), free_port()
    rules = os.path.join(tally.root, "docs", "monitoring", "alerts.yml")
    settings = os.path.join(tally.folder, "prometheus.yml")
    with open(settings, "w") as file:
        yaml.dump({
            "global": {"scrape_interval": "500ms", "evaluation_interval": "1s"}, "rule_files": [rules],
            "alerting": {"alertmanagers": [{"static_configs": [{"targets": [f"127.0.0.1:{alerts}"]}]}]},
            "scrape_configs": [{"job_name": "tally", "static_configs": [{"targets": [f"127.0.0.1:{port}"]}]}],
        }, file)
    data = os.path.join(tally.folder, "prometheus")
    routes = os.path.join(tally.folder, "alertmanager.yml")
    pager = Recorder()
    with open(routes, "w") as file:
        yaml.dump({
            "route": {"receiver": "pager", "group_wait": "1s", "group_by": ["alertname"]},
            "receivers": [{"name": "pager", "webhook_configs": [{"url": f"http://{pager.address}/page"}]}],
        }, file)
    with pager, Daemon(
            tally.folder, "alertmanager", "prometheus-alertmanager", f"--config.file={routes}",
            f"--storage.path={data}-alerts", f"--web.listen-address=127.0.0.1:{alerts}", "--cluster.listen-address=",
    ), Daemon(tally.folder, "prometheus", "prometheus", f"--config.file={settings}",
              f"--storage.tsdb.path={data}", f"--web.listen-address=127.0.0.1:{own}"):
        def ask(expression):
            query = urllib.parse.urlencode({"query": expression})
            return json.loads(get(f"http://127.0.0.1:{own}/api/v1/query?{query}")[1])["data"]["result"]

        until("Prometheus is ready", lambda: get(f"http://127.0.0.1:{own}/-/ready"))
        path = tally.benchmark("scraped")
        run = tally.start("run", path, "--metrics-port", str(port), "--metrics-linger", "120", store="scraped.sqlite")
        page = f"http://127.0.0.1:{port}/metrics"
        first = until("metrics are served", lambda: get(page))[1]
        zeros = series_of(first)
        checks.that("series are there at 0 from the start",
                    any(name == "tally_error_total" and labels["type"] == "timeout" and value == 0
                        for name, labels, value in zeros))
        done = until("all trials are counted", lambda: sum(
            float(row["value"][1]) for row in ask("sum(tally_tool_usage_total)")) == 180)
        checks.that("Prometheus sees every trial of a run that goes on", done)
        time.sleep(1.5)
        texts = {}
        for name, accept, parse in [("text 0.0.4", None, parse_text), ("OpenMetrics", OPENMETRICS, parse_openmetrics)]:
            kind, texts[name] = get(page, accept)
            wanted = "text/plain; version=0.0.4" if accept is None else "application/openmetrics-text; version=1.0.0"
            checks.that(f"{name} says that it is that", kind.startswith(wanted), kind)
            numbers = exported(series_of(texts[name], parse))
            rows = stored(tally, "scraped.sqlite")
            found = differences(numbers, rows)
            checks.that(f"{name}: every number is the store's", not found, found)
        scraped = exported([
            (row["metric"]["__name__"], row["metric"], float(row["value"][1]))
            for row in ask('{__name__=~"tally_.*"}')
        ])
        rows = stored(tally, "scraped.sqlite")
        found = differences(scraped, rows)
        checks.that("so is every number that Prometheus has", not found, found)
        good, said = promtool("check", "metrics", text=texts["text 0.0.4"])
        checks.that("promtool has nothing to say of the metrics", good, said)
        check_dashboard(checks, tally, ask)
        check_pages(checks, pager)
        run.send_signal(signal.SIGINT)
        said, _ = run.communicate(timeout=60)
        checks.that("Ctrl-C ends the lingering, and the run is whole", run.returncode == 0, said[-300:])
        checks.that("the start line says where", f"Prometheus initialized (port {port})" in said, said[:300])


def check_pages(checks, pager):
    """The shipped rules, as they are: the rules' parser is surely below the floor, and what is simulated pages nobody."""
    until("Alertmanager pages", lambda: pager.taken("/page"))
    pages = [alert for _, body in pager.taken("/page") for alert in json.loads(body)["alerts"]]
    found = {(alert["labels"]["alertname"], alert["labels"]["model"]) for alert in pages}
    checks.that("Alertmanager pages of what is measured, and of nothing simulated",
                found == {("TallyAccuracy", "rules")}, found)
    words = pages[0]["annotations"]["summary"]
    checks.that("in words that say how bad it is", re.fullmatch(r"rules: at most [0-9.]+% of documents exact", words), words)


def check_dashboard(checks, tally, ask):
    """Every expression of dashboard and alerts names what is really there."""
    folder = os.path.join(tally.root, "docs", "monitoring")
    with open(os.path.join(folder, "grafana.json")) as file:
        board = json.load(file)
    wrong, empty = [], []
    for panel in board["panels"]:
        for target in panel["targets"]:
            expression = target["expr"].replace("$benchmark", ".*").replace("$variant", ".*")
            try:
                if not ask(expression) and "> 0" not in expression:
                    empty.append(expression)
            except OSError as error:
                wrong.append((expression, error))
    checks.that(f"the dashboard's {len(board['panels'])} panels ask what Prometheus understands", not wrong, wrong)
    checks.that("and what it has", not empty, empty)
    known = {row["metric"]["__name__"] for row in ask('{__name__=~"tally_.*"}')}
    with open(os.path.join(folder, "alerts.yml")) as file:
        rules = yaml.safe_load(file)["groups"][0]["rules"]
    named = {name for rule in rules for name in re.findall(r"tally_\w+", rule["expr"])}
    checks.that("alerts name metrics that are there", named and named <= known, named - known)
    grid = [panel["gridPos"] for panel in board["panels"]]
    checks.that("panels lie beside each other", all(
        a["x"] + a["w"] <= b["x"] or b["x"] + b["w"] <= a["x"] or a["y"] + a["h"] <= b["y"] or b["y"] + b["h"] <= a["y"]
        for i, a in enumerate(grid) for b in grid[i + 1:]) and all(g["x"] + g["w"] <= 24 for g in grid))


def check_rules(checks, tally):
    folder = os.path.join(tally.root, "docs", "monitoring")
    good, said = promtool("check", "rules", os.path.join(folder, "alerts.yml"))
    checks.that("promtool takes the alert rules", good, said)
    good, said = promtool("test", "rules", os.path.join(folder, "alerts_test.yml"))
    checks.that("and they fire when they should", good, said)


def check_push(checks, tally):
    """The last values reach a Pushgateway, under a group that does not grow."""
    port = free_port()
    with Daemon(tally.folder, "pushgateway", "prometheus-pushgateway", f"--web.listen-address=127.0.0.1:{port}"):
        address = f"http://127.0.0.1:{port}"
        until("the Pushgateway is ready", lambda: get(address + "/-/ready"))
        path = tally.benchmark("pushed", limit=20, variants=["rules", "sim-gpt-4o"])
        for turn in [1, 2]:
            store = f"pushed-{turn}.sqlite"
            code, said = tally("run", path, "--push-gateway", address, "--metrics-file", "out.prom", store=store)
            checks.that("a run pushes", code == 0 and "Pushgateway:" not in said, said[-300:])
            text = get(address + "/metrics")[1]
            series = [row for row in series_of(text) if row[1].get("job") == "tally"]
            rows = stored(tally, store)
            found = differences(exported(series), rows)
            checks.that("the gateway has the store's numbers", not found, found)
            checks.that("in one group", {row[1].get("benchmark") for row in series} == {"pushed"})
            last = [value for name, _, value in series if name == "tally_last_run_timestamp_seconds"]
            checks.that("with the moment of the end", len(last) == 1 and abs(last[0] - time.time()) < 60, last)
            with open(os.path.join(tally.folder, "out.prom")) as file:
                text = file.read()
            found = differences(exported(series_of(text)), rows)
            checks.that("so has the file for the node exporter", not found, found)
            good, said = promtool("check", "metrics", text=text)
            checks.that("which promtool takes", good, said)


def check_killed(checks, tally):
    """kill -9 and resume: the totals are those of both sittings."""
    path = tally.benchmark("killed", limit=40, concurrency=8, variants=["sim-gpt-4o"])
    run = tally.start("run", path, "--metrics-file", "killed.prom", store="killed.sqlite")
    time.sleep(3)
    run.kill()
    run.wait()
    code, said = tally("resume", "--metrics-file", "killed.prom", store="killed.sqlite")
    with open(os.path.join(tally.folder, "killed.prom")) as file:
        numbers = exported(series_of(file.read()))
    rows = stored(tally, "killed.sqlite")
    found = differences(numbers, rows)
    checks.that("after kill -9 and resume every number is the store's", code == 0 and not found, found)
    checks.that("with the requests whose end nobody knows", rows["sim-gpt-4o"]["unknown"] > 0, rows)


class Recorder:
    """A server that keeps what is posted; `answer(number)` gives status and body, and may take its time.

    Numbers begin with 1 at each path."""

    def __init__(self, answer=lambda number: (200, b"{}")):
        recorder = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                with recorder.lock:
                    number = recorder.numbers[self.path] = recorder.numbers.get(self.path, 0) + 1
                status, text = answer(number)
                with recorder.lock:
                    recorder.seen.append((self.path, dict(self.headers.items()), body, status == 200))
                self.send_response(status)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

        self.lock, self.numbers, self.seen = threading.Lock(), {}, []
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def taken(self, path="/"):
        return [(headers, body) for at, headers, body, was_taken in self.seen if at == path and was_taken]


def every_third_fails(status):
    return lambda number: (status, b"{}") if number % 3 == 2 else (200, b"{}")


def check_cloudwatch(checks, tally):
    """Deltas that add up to the store's numbers, signed as botocore signs, and taken by a server that checks signatures."""
    path = tally.benchmark("clouded", limit=60, variants=["sim-gpt-4o", "sim-phi-3-mini"], monitors={
        "cloudwatch": {"namespace": "Tally/Test", "interval": "1s"},
    })
    keys = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "se/cr+et", "AWS_REGION": "eu-central-1",
            "AWS_SESSION_TOKEN": "to/ken=="}
    # Three in a row are more than it tries at once; the rest it sees through.
    with Recorder(lambda number: (500, b"{}") if number in range(2, 5) or number % 3 == 2 else (200, b"{}")) as server:
        tally.environment |= keys | {"AWS_ENDPOINT_URL": f"http://{server.address}"}
        code, said = tally("run", path, store="clouded.sqlite")
    checks.that("a run sends to CloudWatch", code == 0 and len(server.seen) > 3, (said[-300:], len(server.seen)))
    wrong = [headers for _, headers, body, _ in server.seen if not is_signed(headers, body, server.address, keys)]
    checks.that(f"botocore signs all {len(server.seen)} requests the same", not wrong, wrong[:1])
    sums = {}
    for _, body in server.taken():
        for datum in json.loads(body)["MetricData"]:
            labels = {one["Name"]: one["Value"] for one in datum["Dimensions"]}
            add(sums, datum["MetricName"], labels, datum.get("Value", 0))
    found = differences_of_sums(sums, stored(tally, "clouded.sqlite"))
    checks.that("what was taken adds up to the store's numbers, though every third request failed", not found, found)
    checks.that("the failure is told in a line", "CloudWatch: CloudWatch refused them (500)" in said, said[-400:])

    port = free_port()
    moto = os.path.join(os.path.dirname(sys.executable), "moto_server")
    environment = os.environ | {"INITIAL_NO_AUTH_ACTION_COUNT": "4"}
    with Daemon(tally.folder, "moto", moto, "-H", "127.0.0.1", "-p", str(port), environment=environment):
        address = f"http://127.0.0.1:{port}"
        until("moto is ready", lambda: get(address + "/moto-api/"))
        iam = boto3.client("iam", endpoint_url=address, region_name="eu-central-1", aws_access_key_id="x",
                           aws_secret_access_key="x")
        iam.create_user(UserName="tally")
        policy = iam.create_policy(PolicyName="put", PolicyDocument=json.dumps({
            "Version": "2012-10-17",
            "Statement": [{"Effect": "Allow", "Action": ["cloudwatch:*", "monitoring:*"], "Resource": "*"}],
        }))["Policy"]["Arn"]
        iam.attach_user_policy(UserName="tally", PolicyArn=policy)
        key = iam.create_access_key(UserName="tally")["AccessKey"]
        tally.environment |= {"AWS_ENDPOINT_URL": address, "AWS_ACCESS_KEY_ID": key["AccessKeyId"],
                              "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"]}
        tally.environment.pop("AWS_SESSION_TOKEN")
        path = tally.benchmark("clouded-2", limit=10, variants=["rules"])
        code, said = tally("run", path, "--cloudwatch", store="moto.sqlite")
        checks.that("moto, checking signatures, takes it", code == 0 and "CloudWatch:" not in said,
                    [line for line in said.splitlines() if "CloudWatch:" in line])
        tally.environment["AWS_SECRET_ACCESS_KEY"] = key["SecretAccessKey"][:-1] + "x"
        code, said = tally("run", path, "--cloudwatch", store="moto-wrong.sqlite")
        checks.that("and a wrong secret is refused, in a line, and ends no run",
                    code == 0 and "CloudWatch: CloudWatch refused them (403)" in said, said[-400:])
        checks.that("that does not show it", tally.environment["AWS_SECRET_ACCESS_KEY"] not in said)
    for name in list(keys) + ["AWS_ENDPOINT_URL"]:
        tally.environment.pop(name, None)
    code, said = tally("run", path, "--cloudwatch", store="none.sqlite")
    checks.that("without keys nothing is sent and what is missing is told", code == 2 and "AWS_REGION" in said, said)


def add(sums, name, labels, value):
    """Adds a difference up, under the name it has at /metrics; a gauge replaces."""
    counters = ["request", "retry", "token_usage", "reasoning_tokens", "tool_usage", "error", "cost_dollars"]
    key = (f"tally_{name}{'_total' if name in counters else ''}", tuple(sorted(labels.items())))
    sums[key] = value if name.startswith("accuracy") else sums.get(key, 0) + value


def differences_of_sums(sums, rows):
    """The same as `differences`, of differences that were added up; they say nothing of single durations."""
    zeros = {key: 0 for key in ["success", "error", "unknown", "retries", "rate_limited", "input", "cached_input",
                                "output", "reasoning", "trials", "nanodollars", "scored"]}
    numbers = exported([(name, dict(labels), value) for (name, labels), value in sums.items()], zeros)
    for one in list(numbers.values()) + list(rows.values()):
        one["service_us"] = 0
    return differences(numbers, rows)


def is_signed(headers, body, endpoint, keys):
    """Whether botocore, at the same moment, comes to the same signature."""
    lower = {name.lower(): value for name, value in headers.items()}
    moment = datetime.datetime.strptime(lower["x-amz-date"], "%Y%m%dT%H%M%SZ")
    kept = {name: lower[name] for name in ["content-type", "x-amz-target"]} | {"host": endpoint}
    request = botocore.awsrequest.AWSRequest("POST", f"http://{endpoint}/", headers=kept, data=body)
    credentials = botocore.credentials.Credentials(
        keys["AWS_ACCESS_KEY_ID"], keys["AWS_SECRET_ACCESS_KEY"], keys["AWS_SESSION_TOKEN"]
    )
    botocore.auth.get_current_datetime = lambda *_, **__: moment
    botocore.auth.SigV4Auth(credentials, "monitoring", keys["AWS_REGION"]).add_auth(request)
    return request.headers["Authorization"] == lower["authorization"]


def check_emf(checks, tally):
    """Lines of the embedded metric format that CloudWatch takes, and that add up to the store's numbers."""
    path = tally.benchmark("embedded", variants=["sim-gpt-4o", "sim-phi-3-mini"], monitors={
        "emf": {"file": os.path.join(tally.folder, "emf.log"), "namespace": "Tally/Test", "interval": "1s"},
    })
    code, said = tally("run", path, store="embedded.sqlite")
    with open(os.path.join(tally.folder, "emf.log")) as file:
        lines = file.read().splitlines()
    checks.that("a run writes EMF", code == 0 and len(lines) > 3, said[-300:])
    sums, wrong, waits = {}, [], 0
    for line in lines:
        event = json.loads(line)
        directives = event["_aws"]["CloudWatchMetrics"]
        if len(line) > 256 << 10 or abs(event["_aws"]["Timestamp"] / 1000 - time.time()) > 300 or len(directives) != 1:
            wrong.append(line[:200])
        [names] = directives[0]["Dimensions"]
        metrics = {metric["Name"]: metric["Unit"] for metric in directives[0]["Metrics"]}
        labels = {name: event[name] for name in names}
        isText = all(type(value) is str and value for value in labels.values())
        if not isText or len(names) > 30 or len(metrics) > 100 or directives[0]["Namespace"] != "Tally/Test" \
                or not set(metrics.values()) <= {"Count", "Seconds", "Bytes", "None"} \
                or set(event) != {"_aws", *names, *metrics}:
            wrong.append(line[:200])
        for name in metrics:
            values = event[name] if isinstance(event[name], list) else [event[name]]
            if len(values) > 100 or not all(type(value) in [int, float] for value in values):
                wrong.append(line[:200])
            if name == "request_duration_seconds":
                waits += len(values)
            elif not name.endswith("_seconds"):
                add(sums, name, labels, sum(values))
    checks.that(f"all {len(lines)} lines are what the format allows", not wrong, wrong[:1])
    rows = stored(tally, "embedded.sqlite")
    checks.that("each request's time is there once", waits == sum(row["requests"] for row in rows.values()), waits)
    found = differences_of_sums(sums, rows)
    checks.that("the differences add up to the store's numbers", not found, found)


def decoded(body, kind):
    """OTLP's JSON by OpenTelemetry's own messages; identifiers are hexadecimal there, and base 64 in Protobuf's JSON."""
    document = json.loads(body)
    for resource in document.get("resourceSpans", []):
        for scope in resource["scopeSpans"]:
            for span in scope["spans"]:
                for key in ["traceId", "spanId", "parentSpanId"]:
                    if key in span:
                        span[key] = base64.b64encode(bytes.fromhex(span[key])).decode()
    return json_format.Parse(json.dumps(document), kind())


def values_of(attributes):
    return {one.key: getattr(one.value, one.value.WhichOneof("value")) for one in attributes}


def official(module, prefix):
    return {value for name, value in vars(module).items() if name.startswith(prefix) and isinstance(value, str)}


def ulid_bytes(text):
    number = 0
    for letter in text:
        number = number * 32 + "0123456789ABCDEFGHJKMNPQRSTVWXYZ".index(letter)
    return number.to_bytes(16, "big")


def series_of_otlp(resource):
    """(name, labels, value) triples, the tokens under OpenTelemetry's own name, and every name that stands there."""
    series, tokens, names = [], {"input": 0, "output": 0}, set()
    for metric in resource.scope_metrics[0].metrics:
        names.add(metric.name)
        kind = metric.WhichOneof("data")
        for point in getattr(metric, kind).data_points:
            labels = values_of(point.attributes)
            names |= set(labels)
            if kind == "histogram":
                whole = len(point.bucket_counts) == len(point.explicit_bounds) + 1
                if not whole or sum(point.bucket_counts) != point.count:
                    names.add(f"broken {metric.name}")
                series.append((metric.name + "_sum", labels, point.sum))
                if metric.name == "gen_ai.client.token.usage":
                    tokens[labels["gen_ai.token.type"]] += point.sum
            else:
                value = point.as_int if point.WhichOneof("value") == "as_int" else point.as_double
                series.append((metric.name, labels, value))
            if kind != "gauge" and getattr(metric, kind).aggregation_temporality != 2:
                names.add(f"not cumulative {metric.name}")
    return series, tokens, names


def check_otlp(checks, tally):
    """Metrics and traces as OpenTelemetry's own messages decode them, through a collector that fails every third time."""
    path = tally.benchmark("traced", variants=["rules", "sim-gpt-4o", "sim-phi-3-mini"],
                           monitors={"otlp": {"interval": "1s"}})
    with Recorder(every_third_fails(503)) as server:
        tally.environment |= {
            "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://{server.address}/", "OTEL_SERVICE_NAME": "shop",
            "OTEL_EXPORTER_OTLP_HEADERS": "x-key=can%20ary,x-other=2", "OTEL_RESOURCE_ATTRIBUTES": "deployment=test",
        }
        code, said = tally("run", path, store="traced.sqlite")
    checks.that("a run sends to a collector", code == 0 and not re.search("OpenTelemetry [mt]", said), said[-400:])
    checks.that("and says so", f"OpenTelemetry initialized (http://{server.address}/v1/metrics and /v1/traces)" in said, said[:300])
    checks.that("with its key, which is not shown", "can ary" not in said and server.seen and all(
        headers.get("x-key") == "can ary" and headers.get("content-type") == "application/json"
        for headers in [{name.lower(): value for name, value in seen[1].items()} for seen in server.seen]))

    metrics = [decoded(body, ExportMetricsServiceRequest) for _, body in server.taken("/v1/metrics")]
    [resource] = metrics[-1].resource_metrics
    about = values_of(resource.resource.attributes)
    schema = resource.scope_metrics[0].schema_url
    checks.that("the schema is the conventions' own of that version", schema == list(Schemas)[-1].value, schema)
    checks.that("the resource is the environment's",
                about["service.name"] == "shop" and about["deployment"] == "test", about)
    series, tokens, names = series_of_otlp(resource)
    rows = stored(tally, "traced.sqlite")
    found = differences(exported(series), rows)
    checks.that("opentelemetry-proto decodes the metrics, and every number is the store's", not found, found)
    checks.that("the model's tokens under OpenTelemetry's own name, too", tokens == {
        "input": sum(row["input"] + row["cached_input"] for row in rows.values()),
        "output": sum(row["output"] for row in rows.values()),
    }, tokens)

    check_traces(checks, tally, server, names)
    for name in list(tally.environment):
        if name.startswith("OTEL_"):
            tally.environment.pop(name)


def check_traces(checks, tally, server, names):
    spans = []
    for _, body in server.taken("/v1/traces"):
        for resource in decoded(body, ExportTraceServiceRequest).resource_spans:
            spans += resource.scope_spans[0].spans
    by_id = {span.span_id: span for span in spans}
    connection = sqlite3.connect(os.path.join(tally.folder, "traced.sqlite"))
    trials = {ulid_bytes(row[0]) for row in connection.execute("SELECT ulid FROM trials")}
    attempts = connection.execute("SELECT COUNT(*) FROM attempts").fetchone()[0]
    calls = connection.execute("SELECT COUNT(*) FROM calls").fetchone()[0]
    exact = connection.execute("SELECT SUM(document_exact) FROM trial_scores").fetchone()[0]
    tokens = connection.execute(
        "SELECT SUM(input_tokens + cached_input_tokens + cache_write_tokens), SUM(output_tokens) FROM attempts").fetchone()
    connection.close()
    roots = [span for span in spans if not span.parent_span_id]
    checks.that(f"each of {len(trials)} trials is a trace, named by its identifier",
                len(roots) == len(trials) and {span.trace_id for span in roots} == trials, len(roots))
    checks.that("with a span for its step, each call and each request", len(by_id) == len(spans)
                and len(spans) == 2 * len(trials) + calls + attempts, (len(spans), len(trials), calls, attempts))
    loose = [span.name for span in spans if span.parent_span_id and (
        span.parent_span_id not in by_id or by_id[span.parent_span_id].trace_id != span.trace_id
        or span.start_time_unix_nano < by_id[span.parent_span_id].start_time_unix_nano
        or span.end_time_unix_nano > by_id[span.parent_span_id].end_time_unix_nano
        or span.end_time_unix_nano < span.start_time_unix_nano)]
    checks.that("spans lie within their parents", not loose, loose[:3])
    found = {"gen_ai.usage.input_tokens": 0, "gen_ai.usage.output_tokens": 0}
    scores = 0
    for span in spans:
        attributes = values_of(span.attributes)
        names |= set(attributes)
        for key in found:
            found[key] += attributes.get(key, 0)
        for event in span.events:
            judged = values_of(event.attributes)
            names |= set(judged) | {event.name}
            if judged["gen_ai.evaluation.name"] == "document_exact":
                scores += judged["gen_ai.evaluation.score.value"]
    checks.that("their tokens are the store's", tuple(found.values()) == tokens, (found, tokens))
    checks.that("their evaluations, too", scores == exact, (scores, exact))
    known = official(gen_ai_attributes, "GEN_AI") | official(gen_ai_metrics, "GEN_AI") | {"gen_ai.evaluation.result"} \
        | official(http_attributes, "HTTP") | official(error_attributes, "ERROR")
    own = {name for name in names if name.split(".")[0] in ["gen_ai", "http", "error"] or " " in name}
    checks.that(f"OpenTelemetry knows all {len(own)} names that are not ours", len(own) > 12 and own <= known, own - known)


def check_webhook(checks, tally):
    """Batches that Standard Webhooks' own library verifies; what a slow receiver misses is counted."""
    secret = "whsec_" + base64.b64encode(bytes(range(32))).decode()
    with Recorder(every_third_fails(500)) as server:
        tally.environment |= {"HOOK": f"{server.address}/in?token=canary", "HOOK_SECRET": secret}
        hook = {"url": "http://${HOOK}", "secret_env": "HOOK_SECRET"}
        path = tally.benchmark("hooked", variants=["sim-gpt-4o"], monitors={"webhook": hook})
        code, said = tally("run", path, store="hooked.sqlite")
    checks.that("a run posts to a webhook", code == 0 and "webhook:" not in said and secret not in said, said[-300:])
    events, ids = [], set()
    for headers, body in server.taken("/in?token=canary"):
        headers = {name.lower(): value for name, value in headers.items()}
        events += Webhook(secret).verify(body, headers)["data"]["events"]
        ids.add(headers["webhook-id"])
    row = stored(tally, "hooked.sqlite")["sim-gpt-4o"]
    counts = [sum(event.get("name") == name for event in events) for name in ["request", "process_receipt"]]
    checks.that(f"{len(ids)} signed batches hold every request and trial once",
                counts == [row["requests"], row["trials"]], (counts, row))
    checks.that("and every error", sum(event["event"] == "error" for event in events) == row["error"])

    def slowly(_):
        time.sleep(2)
        return 200, b""

    with Recorder(slowly) as server:
        tally.environment["HOOK"] = f"{server.address}/"
        path = tally.benchmark("missed", limit=200, repeats=100, variants=["rules"], monitors={"webhook": hook})
        code, said = tally("run", path, store="missed.sqlite")
    arrived = sum(len(json.loads(body)["data"]["events"]) for _, body in server.taken("/"))
    told = re.search(r"webhook was too slow and missed (\d+) events", said)
    missed = int(told[1]) if told else 0
    checks.that("what a slow receiver missed is counted, and nothing else is missing",
                code == 0 and missed > 0 and arrived + missed == 20_000, (code, arrived, missed, said[-300:]))
    with Recorder(lambda _: (403, b"Cannot POST /canary")) as server:
        tally.environment["HOOK"] = f"{server.address}/canary"
        code, said = tally("run", tally.benchmark("denied", variants=["rules"], monitors={"webhook": hook}), store="denied.sqlite")
    checks.that("a refusal is told, and shows nothing of the address",
                code == 0 and "webhook: 60 events were not taken: the webhook refused them (403)" in said
                and "canary" not in said, said[-300:])
    tally.environment["HOOK_SECRET"] = "short"
    code, said = tally("run", path, store="short.sqlite")
    checks.that("a secret that is none is refused before anything is sent", code == 2 and "whsec_" in said, said)
    for name in ["HOOK", "HOOK_SECRET"]:
        tally.environment.pop(name)


def check_together(checks, tally):
    """All backends at once: each comes to the store's numbers."""
    with Recorder(every_third_fails(503)) as server:
        address = f"http://{server.address}"
        tally.environment |= {
            "AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_REGION": "r", "AWS_ENDPOINT_URL": address,
            "OTEL_EXPORTER_OTLP_ENDPOINT": address,
        }
        files = {name: os.path.join(tally.folder, "together." + name) for name in ["prom", "emf", "jsonl"]}
        path = tally.benchmark("together", monitors={
            "prometheus": {"port": free_port(), "file": files["prom"], "interval": "1s"},
            "cloudwatch": {"interval": "1s"}, "emf": {"file": files["emf"], "interval": "1s"},
            "otlp": {"interval": "1s"}, "log": {"file": files["jsonl"]}, "webhook": {"url": address + "/hook"},
        })
        code, said = tally("run", path, store="together.sqlite")
    checks.that("a run tells everybody", code == 0, said[-300:])
    rows = stored(tally, "together.sqlite")
    with open(files["prom"]) as file:
        found = differences(exported(series_of(file.read())), rows)
    checks.that("Prometheus has the store's numbers", not found, found)
    last = decoded(server.taken("/v1/metrics")[-1][1], ExportMetricsServiceRequest).resource_metrics[0]
    found = differences(exported(series_of_otlp(last)[0]), rows)
    checks.that("OpenTelemetry, too", not found, found)
    sums = {}
    for _, body in server.taken("/"):
        for datum in json.loads(body)["MetricData"]:
            add(sums, datum["MetricName"], {one["Name"]: one["Value"] for one in datum["Dimensions"]}, datum.get("Value", 0))
    found = differences_of_sums(sums, stored(tally, "together.sqlite"))
    checks.that("CloudWatch, too", not found, found)
    with open(files["jsonl"]) as file:
        logged = [json.loads(line) for line in file]
    posted = [event for _, body in server.taken("/hook") for event in json.loads(body)["data"]["events"]]
    for name, events in [("the log", logged), ("the webhook", posted)]:
        counts = [sum(event.get("name") == kind for event in events) for kind in ["request", "process_receipt"]]
        wanted = [sum(row[key] for row in rows.values()) for key in ["requests", "trials"]]
        cost = sum(round(event.get("cost_usd", 0) * 1e9) for event in events)
        checks.that(f"{name} has every request and trial, and their cost",
                    counts == wanted and cost == sum(row["nanodollars"] for row in rows.values()), (counts, wanted, cost))
    for name in list(tally.environment):
        if name.startswith(("AWS_", "OTEL_")):
            tally.environment.pop(name)


def check_faults(checks, tally):
    """Backends that are gone, silent or say no change nothing."""
    path = tally.benchmark("faults", limit=20, variants=["sim-gpt-4o"])
    tally("run", path, store="plain.sqlite")
    digest = tally.digest("plain.sqlite")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent_port = silent.getsockname()[1]
        for name, arguments in {
            "gone": ["--push-gateway", f"http://127.0.0.1:{free_port()}"],
            "silent": ["--push-gateway", f"http://127.0.0.1:{silent_port}"],
            "taken": ["--metrics-port", str(silent_port)],
            "refused": ["--metrics-file", "plain.sqlite/out.prom"],
            "no collector": ["--otlp"],
            "no log": ["--emf-log", "plain.sqlite/out.emf"],
        }.items():
            begin = time.monotonic()
            tally.environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = f"http://127.0.0.1:{silent_port}"
            code, said = tally("run", path, *arguments, store=name + ".sqlite")
            took = time.monotonic() - begin
            same = code == 0 and tally.digest(name + ".sqlite") == digest
            checks.that(f"{name}: the run is the same", same, said[-300:])
            told = [line for line in said.splitlines() if re.match("Pushgateway:|Prometheus:|metrics file:|OpenTelemetry|EMF log:", line.strip())]
            checks.that(f"{name}: and the failure is told in a line", 1 <= len(told) <= 4, said[-400:])
            checks.that(f"{name}: within seconds", took < 40, took)


def check_all_faults(checks, tally):
    """All backends at once that are gone, silent or refuse: the result is the same."""
    variants = {"limit": 20, "variants": ["sim-gpt-4o"]}
    tally("run", tally.benchmark("whole", **variants), store="whole.sqlite")
    digest = tally.digest("whole.sqlite")
    with socket.create_server(("127.0.0.1", 0)) as silent, Recorder(lambda _: (403, b"no")) as refusing:
        for name, address in {
            "gone": f"127.0.0.1:{free_port()}", "silent": f"127.0.0.1:{silent.getsockname()[1]}",
            "refusing": refusing.address,
        }.items():
            tally.environment |= {"AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_REGION": "r",
                                  "AWS_ENDPOINT_URL": f"http://{address}"}
            path = tally.benchmark("whole", **variants, monitors={
                "prometheus": {"push_gateway": f"http://{address}"}, "cloudwatch": {},
                "otlp": {"endpoint": f"http://{address}"}, "webhook": {"url": f"http://{address}/hook"},
            })
            begin = time.monotonic()
            code, said = tally("run", path, store=f"whole-{name}.sqlite")
            took = time.monotonic() - begin
            checks.that(f"all {name}: the run is the same, and ends within a minute",
                        code == 0 and tally.digest(f"whole-{name}.sqlite") == digest and took < 60, (took, said[-300:]))
            for backend in ["Pushgateway:", "CloudWatch:", "OpenTelemetry metrics:", "OpenTelemetry traces:", "webhook:"]:
                checks.that(f"all {name}: {backend} says so", backend in said, said[-600:])
    for name in list(tally.environment):
        if name.startswith("AWS_"):
            tally.environment.pop(name)


def main():
    parser = argparse.ArgumentParser()
    for name in ["root", "tally", "folder"]:
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    checks, tally = Checks(), Tally(arguments)
    for name, step in {
        "rules": check_rules, "scrape": check_scrape, "push": check_push, "killed": check_killed,
        "cloudwatch": check_cloudwatch, "emf": check_emf, "otlp": check_otlp, "webhook": check_webhook,
        "together": check_together, "faults": check_faults,
        "all_faults": check_all_faults,
    }.items():
        if not arguments.only or name in arguments.only.split(","):
            print(f"-- {name}", flush=True)
            step(checks, tally)
    print("all checks passed" if checks.failed == 0 else f"{checks.failed} checks failed")
    return checks.failed > 0


if __name__ == "__main__":
    sys.exit(main())
