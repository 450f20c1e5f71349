#!/usr/bin/env python3
"""Measures `tally run` beside `wrk` on one endpoint; started by throughput.sh, which owns the endpoint."""
import argparse
import http.server
import json
import os
import re
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
import urllib.request

CONNECTIONS = 64
WRK_SECONDS = 4
# A real answer of this length has about 131 tokens, and a chunk a token is what endpoints send.
CHUNKS = 131
# What a trial may cost, in round trips of its texts through Python's json: see `yardstick`.
MOST_ROUND_TRIPS = {"not streamed": 13, "streamed": 30}
MOST_MEGABYTES = 150
MOST_GROWTH_MEGABYTES = 30

RECEIPT = """CORNER MARKET  STORE #332  TICKET {number:08d}
12 HIGH STREET, SPRINGFIELD
DATE 2026-03-14 18:09
--------------------------------------
{lines}
--------------------------------------
SUBTOTAL 15.42
TAX 7% 1.08
TOTAL EUR 16.50
VISA **** 4821
THANK YOU"""
LINES = "\n".join(f"ITEM {n:02d}  SODA WATER   2 x   1.29    2.58 EUR" for n in range(17))
# Half of the fields are as the endpoint answers them: 5 of 9, and 2 of the 4 items.
EXPECTED = {
    "merchant": "Corner Market", "address": "12 High Street, Shelbyville", "date": "2026-03-14",
    "currency": "EUR", "subtotal": 15.4, "tax": 1.08, "tip": None, "discount": 0.5, "total": 16.0,
    "line_items": [
        {"description": "Whole milk 1L", "quantity": 2, "unit_price": 1.29, "amount": 2.58},
        {"description": "Rye loaf", "quantity": 1, "unit_price": 3.5, "amount": 3.5},
        {"description": "Ground coffee", "quantity": 1, "unit_price": 6.49, "amount": 6.49},
        {"description": "Free range eggs 10", "quantity": 1, "unit_price": 2.9, "amount": 2.9},
    ],
}
RIGHT_SHARE = 5 / 9


def write_dataset(path, count):
    with open(path, "w", encoding="utf-8") as file:
        for number in range(count):
            text = RECEIPT.format(number=number, lines=LINES)
            record = {"id": f"load-{number:06d}", "text": text, "expected": EXPECTED, "locale": "en-US"}
            file.write(json.dumps(record) + "\n")


def write_benchmark(path, dataset, endpoint, streamed, connections=CONNECTIONS):
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"""name: throughput
dataset: {json.dumps(dataset)}
concurrency: {connections}
variants: [load]
profiles:
  load:
    provider: openai
    model: mock-model
    endpoint: {endpoint}
    stream: {str(streamed).lower()}
    parameters: {{temperature: 0, max_tokens: 1024}}
""")


class Measurement:
    """One `tally run`: what it said, what it used, and what it left behind."""

    def __init__(self, tally, folder, count, endpoint, streamed, connections=CONNECTIONS):
        self.count = count
        self.streamed = streamed
        self.store = os.path.join(folder, "store.sqlite")
        self.benchmark = os.path.join(folder, "benchmark.yaml")
        dataset = os.path.join(folder, f"load-{count}.jsonl")
        if not os.path.exists(dataset):
            write_dataset(dataset, count)
        write_benchmark(self.benchmark, dataset, endpoint, streamed, connections)
        self.remove_store()
        self.run(tally)

    def run(self, tally):
        output = self.store + ".json"
        begin = time.monotonic()
        with open(output, "w") as out, open(self.store + ".log", "w") as log:
            process = subprocess.Popen(
                [tally, "run", self.benchmark, "--store", self.store, "--no-report", "--json"], stdout=out, stderr=log
            )
            _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.process_seconds = time.monotonic() - begin
        self.cpu_seconds = used.ru_utime + used.ru_stime
        self.megabytes = used.ru_maxrss / 1024
        if process.returncode != 0:
            with open(self.store + ".log") as log:
                sys.exit(f"tally run ended with {process.returncode}:\n{log.read()[-2000:]}")
        with open(output) as file:
            self.result = json.load(file)["runs"][0]
        self.attempts = self.count_attempts()
        self.stored_bytes = os.path.getsize(self.store)

    @property
    def rate(self):
        return self.count / self.result["wall_s"]

    def count_attempts(self):
        connection = sqlite3.connect(self.store)
        try:
            return connection.execute("SELECT COUNT(*) FROM attempts").fetchone()[0]
        finally:
            connection.close()

    def remove_store(self):
        for ending in ("", "-wal", "-shm"):
            if os.path.exists(self.store + ending):
                os.remove(self.store + ending)


def fetch(url):
    with urllib.request.urlopen(url, timeout=30) as response:
        return json.load(response)


def capture_body(tally, folder, streamed):
    """The very bytes Tally sends for one of these receipts, so that wrk sends the same."""
    bodies = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(400)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *arguments):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    dataset, benchmark, store = (os.path.join(folder, "one" + end) for end in (".jsonl", ".yaml", ".sqlite"))
    write_dataset(dataset, 1)
    write_benchmark(benchmark, dataset, f"http://127.0.0.1:{server.server_port}/v1", streamed)
    subprocess.run(
        [tally, "run", benchmark, "--store", store, "--no-report"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    server.shutdown()
    if not bodies:
        sys.exit("no request of Tally's arrived at the endpoint that keeps its body")
    path = os.path.join(folder, "body.json")
    with open(path, "wb") as file:
        file.write(bodies[0])
    return path


def wrk_rate(script, body, url):
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{WRK_SECONDS}s", "-s", script, url]
    environment = dict(os.environ, BODY=body)
    output = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in output or "Socket errors" in output:
        sys.exit(f"wrk met errors:\n{output}")
    return float(re.search(r"Requests/sec:\s*([\d.]+)", output).group(1))


def yardstick(body, answer):
    """Microseconds of CPU to read and write a request's and an answer's JSON once, as this machine is now.

    Machines differ more in how fast they run programs than in how fast their kernel moves packets: the same commit's ratio
    to `wrk` was 1/21.8 on one day and 1/39 on a day when numpy took 2.5 times as long. This one takes as long as they do.
    """
    texts = [open(path, "rb").read() for path in (body, answer)]
    times = []
    for _ in range(50):
        begin = time.process_time()
        for _ in range(200):
            for text in texts:
                json.dumps(json.loads(text))
        times.append((time.process_time() - begin) / 200 * 1e6)
    return statistics.median(times)


def faults_of(measurement, served):
    """What the run should have said about a known answer to known receipts."""
    count, result = measurement.count, measurement.result
    if result["trials"]["scored"] != count:
        yield f"{result['trials']} of {count} trials"
    if measurement.attempts != served:
        yield f"the endpoint served {served} requests, the ledger has {measurement.attempts} attempts"
    if abs(result["field_accuracy"]["value"] - RIGHT_SHARE) > 1e-9 or result["document_exact"]["value"] != 0:
        yield f"field accuracy {result['field_accuracy']['value']}, document-exact {result['document_exact']['value']}"
    if result["tokens"]["estimated"] != 0 or result["tokens"]["cached_input"] != 128 * count:
        yield f"tokens {result['tokens']}"
    if measurement.megabytes > MOST_MEGABYTES:
        yield f"peak memory {measurement.megabytes:.0f} MB, more than {MOST_MEGABYTES} MB"


class Session:
    def __init__(self, options):
        self.options = options
        self.faults = []

    def fail(self, message):
        self.faults.append(message)
        print(f"  FAIL: {message}", flush=True)

    def route(self, streamed):
        return f"s0-{self.options.chunks}-0" if streamed else "lat0"

    def measure(self, count, streamed):
        route = self.route(streamed)
        fetch(self.options.endpoint + "/reset")
        measurement = Measurement(
            self.options.tally, self.options.folder, count, f"{self.options.endpoint}/{route}/v1", streamed
        )
        served = fetch(self.options.endpoint + "/stats")["served"]
        print(
            f"  tally   {measurement.rate:9,.0f} trials/s scored and stored"
            f" ({count / measurement.process_seconds:,.0f}/s with start and end)\n"
            f"          {measurement.cpu_seconds / count * 1e6:,.0f} us CPU a trial,"
            f" peak memory {measurement.megabytes:.0f} MB,"
            f" {measurement.stored_bytes / count / 1024:.2f} KB stored a trial",
            flush=True,
        )
        for fault in faults_of(measurement, served):
            self.fail(fault)
        measurement.remove_store()
        return measurement

    def compare(self, count, streamed):
        """Tally between two rounds of wrk and of the yardstick, so that a change of the machine's load shows."""
        title = "streamed" if streamed else "not streamed"
        chunks = f", {self.options.chunks} chunks" if streamed else ""
        print(f"\n{count:,} trials, {CONNECTIONS} connections, {title}{chunks}", flush=True)
        url = f"{self.options.endpoint}/{self.route(streamed)}/v1/chat/completions"
        body = capture_body(self.options.tally, self.options.folder, streamed)
        before = (wrk_rate(self.options.script, body, url), yardstick(body, self.options.answer))
        measurement = self.measure(count, streamed)
        after = (wrk_rate(self.options.script, body, url), yardstick(body, self.options.answer))
        rate, unit = ((left + right) / 2 for left, right in zip(before, after))
        trips = measurement.cpu_seconds / count * 1e6 / unit
        print(f"  wrk     {rate:9,.0f} requests/s ({before[0]:,.0f} before, {after[0]:,.0f} after;"
              f" {os.path.getsize(body):,} bytes each), 1/{rate / measurement.rate:.1f}")
        print(f"  json    {unit:9,.1f} us CPU a round trip of request and answer ({before[1]:.1f} before, {after[1]:.1f} after)")
        print(f"  ratio   a trial costs {trips:.1f} round trips", flush=True)
        if trips > MOST_ROUND_TRIPS[title]:
            self.fail(f"more than {MOST_ROUND_TRIPS[title]} round trips of JSON")
        return measurement

    def run(self):
        load = os.getloadavg()[0]
        print(f"{os.cpu_count()} cores, load {load:.1f}: endpoint, wrk and tally share them", flush=True)
        count = 2_000 if self.options.quick else 20_000
        small = self.compare(count, streamed=False)
        self.compare(count, streamed=True)
        if not self.options.quick:
            print("\n100,000 trials, not streamed: does memory grow?", flush=True)
            large = self.measure(100_000, streamed=False)
            growth = large.megabytes - small.megabytes
            print(f"  growth  {growth:+.0f} MB", flush=True)
            if growth > MOST_GROWTH_MEGABYTES:
                self.fail(f"memory grew by {growth:.0f} MB, more than {MOST_GROWTH_MEGABYTES} MB")
        print("\n" + (f"FAILED: {len(self.faults)} checks" if self.faults else "passed"))
        return 1 if self.faults else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tally", required=True)
    parser.add_argument("--endpoint", required=True)
    parser.add_argument("--folder", required=True)
    parser.add_argument("--script", required=True)
    parser.add_argument("--answer", required=True, help="the endpoint's answer, for the yardstick")
    parser.add_argument("--quick", action="store_true", help="2,000 trials, no memory run")
    parser.add_argument("--chunks", type=int, default=CHUNKS, help=f"of a streamed answer (default: {CHUNKS})")
    sys.exit(Session(parser.parse_args()).run())


if __name__ == "__main__":
    main()
