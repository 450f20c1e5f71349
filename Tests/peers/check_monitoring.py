#!/usr/bin/env python3
"""Metrics of the binary's runs, read by Prometheus and its tools, and compared with the store number by number."""
import argparse
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
from prometheus_client.openmetrics.parser import text_string_to_metric_families as parse_openmetrics
from prometheus_client.parser import text_string_to_metric_families as parse_text

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
            if not re.match("AWS_|WANDB_|PROMETHEUS_|ENABLE_|METRICS_|PUSHGATEWAY_", name)
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
    port, own = free_port(), free_port()
    rules = os.path.join(tally.root, "docs", "monitoring", "alerts.yml")
    settings = os.path.join(tally.folder, "prometheus.yml")
    with open(settings, "w") as file:
        yaml.dump({
            "global": {"scrape_interval": "500ms", "evaluation_interval": "1s"}, "rule_files": [rules],
            "scrape_configs": [{"job_name": "tally", "static_configs": [{"targets": [f"127.0.0.1:{port}"]}]}],
        }, file)
    data = os.path.join(tally.folder, "prometheus")
    with Daemon(tally.folder, "prometheus", "prometheus", f"--config.file={settings}",
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
        run.send_signal(signal.SIGINT)
        said, _ = run.communicate(timeout=60)
        checks.that("Ctrl-C ends the lingering, and the run is whole", run.returncode == 0, said[-300:])
        checks.that("the start line says where", f"Prometheus initialized (port {port})" in said, said[:300])


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
            checks.that("a run pushes", code == 0 and "Pushgateway" not in said, said[-300:])
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


class Recorder(http.server.BaseHTTPRequestHandler):
    """Takes every request as CloudWatch would, and keeps it; now and then it fails first."""
    protocol_version = "HTTP/1.1"
    seen = []

    def log_message(self, *_):
        pass

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        fails = len(self.seen) % 3 == 1
        self.seen.append((dict(self.headers.items()), body, not fails))
        self.send_response(500 if fails else 200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")


def check_cloudwatch(checks, tally):
    """Deltas that add up to the store's numbers, signed as botocore signs, and taken by a server that checks signatures."""
    path = tally.benchmark("clouded", limit=60, variants=["sim-gpt-4o", "sim-phi-3-mini"], monitors={
        "cloudwatch": {"namespace": "Tally/Test", "interval": "1s"},
    })
    keys = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "se/cr+et", "AWS_REGION": "eu-central-1",
            "AWS_SESSION_TOKEN": "to/ken=="}
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Recorder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    endpoint = f"127.0.0.1:{server.server_port}"
    tally.environment |= keys | {"AWS_ENDPOINT_URL": f"http://{endpoint}"}
    code, said = tally("run", path, store="clouded.sqlite")
    server.shutdown()
    checks.that("a run sends to CloudWatch", code == 0 and len(Recorder.seen) > 3, (said[-300:], len(Recorder.seen)))
    wrong = [headers for headers, body, _ in Recorder.seen if not is_signed(headers, body, endpoint, keys)]
    checks.that(f"botocore signs all {len(Recorder.seen)} requests the same", not wrong, wrong[:1])
    sums = {}
    for _, body, was_taken in Recorder.seen:
        for datum in json.loads(body)["MetricData"] if was_taken else []:
            labels = {one["Name"]: one["Value"] for one in datum["Dimensions"]}
            suffix = {"request": "_total", "retry": "_total", "token_usage": "_total", "reasoning_tokens": "_total",
                      "tool_usage": "_total", "error": "_total", "cost_dollars": "_total"}.get(datum["MetricName"], "")
            key = ("tally_" + datum["MetricName"] + suffix, tuple(sorted(labels.items())))
            gauge = datum["MetricName"].startswith("accuracy")
            sums[key] = datum["Value"] if gauge else sums.get(key, 0) + datum.get("Value", 0)
    rows = stored(tally, "clouded.sqlite")
    zeros = {key: 0 for key in ["success", "error", "unknown", "retries", "rate_limited", "input", "cached_input",
                                "output", "reasoning", "trials", "nanodollars", "scored"]}
    numbers = exported([(name, dict(labels), value) for (name, labels), value in sums.items()], zeros)
    for one in numbers.values():
        one["service_us"] = 0
    for one in rows.values():
        one["service_us"] = 0
    found = differences(numbers, rows)
    checks.that("what was taken adds up to the store's numbers, though every third request failed", not found, found)
    checks.that("the failure is told in a line", "CloudWatch: CloudWatch refused the metrics (500)" in said, said[-400:])

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
        checks.that("moto, checking signatures, takes it", code == 0 and "CloudWatch" not in said,
                    [line for line in said.splitlines() if "CloudWatch" in line])
        tally.environment["AWS_SECRET_ACCESS_KEY"] = key["SecretAccessKey"][:-1] + "x"
        code, said = tally("run", path, "--cloudwatch", store="moto-wrong.sqlite")
        checks.that("and a wrong secret is refused, in a line, and ends no run",
                    code == 0 and "CloudWatch: CloudWatch refused the metrics (403)" in said, said[-400:])
        checks.that("that does not show it", tally.environment["AWS_SECRET_ACCESS_KEY"] not in said)
    for name in list(keys) + ["AWS_ENDPOINT_URL"]:
        tally.environment.pop(name, None)
    code, said = tally("run", path, "--cloudwatch", store="none.sqlite")
    checks.that("without keys nothing is sent and what is missing is told", code == 2 and "AWS_REGION" in said, said)


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
        }.items():
            begin = time.monotonic()
            code, said = tally("run", path, *arguments, store=name + ".sqlite")
            took = time.monotonic() - begin
            same = code == 0 and tally.digest(name + ".sqlite") == digest
            checks.that(f"{name}: the run is the same", same, said[-300:])
            told = [line for line in said.splitlines() if re.match("Pushgateway:|Prometheus:|metrics file:", line.strip())]
            checks.that(f"{name}: and the failure is told in a line", 1 <= len(told) <= 2, said[-400:])
            checks.that(f"{name}: within seconds", took < 40, took)


def main():
    parser = argparse.ArgumentParser()
    for name in ["root", "tally", "folder"]:
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    checks, tally = Checks(), Tally(arguments)
    for name, step in {
        "rules": check_rules, "scrape": check_scrape, "push": check_push, "killed": check_killed,
        "cloudwatch": check_cloudwatch, "faults": check_faults,
    }.items():
        if not arguments.only or name in arguments.only.split(","):
            print(f"-- {name}", flush=True)
            step(checks, tally)
    print("all checks passed" if checks.failed == 0 else f"{checks.failed} checks failed")
    return checks.failed > 0


if __name__ == "__main__":
    sys.exit(main())
