#!/usr/bin/env python3
"""Runs of the binary, logged for Weights & Biases: read by W&B's own reader, sent by both clients to two servers."""
import argparse
import base64
import glob
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request

from peer import Checks

KEY = "abcdef0123456789abcdef0123456789abcdef01"
OPEN_KEY = "local" + "0" * 40


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


# Rows of a lone run's history beside one a document: two tables, the page and its four charts.
MEDIA = 7


class Server:
    """A server in a process of its own, on a port that stays its own when it comes back."""

    def __init__(self, command, port, log):
        self.command, self.port, self.log = command, port, log
        self.process = None

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def start(self):
        with open(self.log, "a") as log:
            self.process = subprocess.Popen(self.command, stdout=log, stderr=log)
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            time.sleep(0.1)
        raise SystemExit(f"no server: {open(self.log).read()[-2000:]}")

    def stop(self):
        if self.process:
            self.process.kill()
            self.process.wait()

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()


class Mock(Server):
    """`mock_wandb.py`, with what it was told."""

    def __init__(self, here, folder, name, *more):
        self.out = os.path.join(folder, name)
        port = free_port()
        command = [sys.executable, os.path.join(here, "mock_wandb.py"), str(port), self.out, *more]
        super().__init__(command, port, os.path.join(folder, name + ".log"))

    @property
    def runs(self):
        with open(os.path.join(self.out, "state.json")) as file:
            return {key.split("/")[-1]: run for key, run in json.load(file)["runs"].items()}

    @property
    def requests(self):
        with open(os.path.join(self.out, "requests.jsonl")) as file:
            return [json.loads(line) for line in file]


class Tally:
    def __init__(self, arguments):
        self.root, self.tally, self.folder = arguments.root, arguments.tally, arguments.folder
        self.said = []

    def environment(self, url=None, key=KEY, **more):
        clean = {name: value for name, value in os.environ.items() if not name.startswith("WANDB_")}
        clean |= {"HOME": self.folder, "WANDB_SILENT": "false", "WANDB_ERROR_REPORTING": "false"}
        if url:
            clean |= {"WANDB_BASE_URL": url, "WANDB_API_KEY": key}
        return clean | more

    def store(self, name):
        return os.path.join(self.folder, name, "s.sqlite")

    def __call__(self, *arguments, store, environment=None, wait=True):
        command = [self.tally, *arguments, "--store", self.store(store)]
        environment = environment or self.environment()
        if not wait:
            return subprocess.Popen(
                command, env=environment, cwd=self.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
            )
        begin = time.monotonic()
        result = subprocess.run(
            command, env=environment, cwd=self.root, capture_output=True, text=True, timeout=300
        )
        self.said += [result.stdout, result.stderr]
        took = time.monotonic() - begin
        print(f"tally {' '.join(arguments)}: exit {result.returncode}, {took:.1f} s", flush=True)
        return result

    def directories(self, store):
        return sorted(glob.glob(os.path.join(self.folder, store, "runs", "wandb", "offline-run-*")))

    def benchmark(self, name, **changes):
        path = os.path.join(self.folder, name + ".yaml")
        text = {
            "name": name, "dataset": os.path.join(self.root, "datasets", "receipts"), "limit": 40,
            "concurrency": 8, "variants": ["sim-gpt-4o", "sim-phi-3-mini"],
            "wandb": {"project": "receipts", "tags": ["nightly"], "config": {"team": "ap"}, "notes": "A note."},
        } | changes
        with open(path, "w") as file:
            json.dump(text, file)
        return path


def log_of(directory):
    return glob.glob(os.path.join(directory, "run-*.wandb"))[0]


def inspect(tally, log):
    """Every record of a log by W&B's own reader."""
    result = subprocess.run(
        ["wandb", "leet", "inspect", "--json", log], env=tally.environment(), capture_output=True, text=True, timeout=60
    )
    records = [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]
    return result, records


def official_sync(tally, directory, url, key=KEY):
    result = subprocess.run(
        ["wandb", "sync", directory], env=tally.environment(url, key), cwd=tally.folder, capture_output=True,
        text=True, timeout=180,
    )
    said = result.stdout + result.stderr
    marker = os.path.exists(log_of(directory) + ".synced")
    return marker and "ERROR" not in said, said


def copied(tally, directory, name):
    """The directory under another roof: each client sends a copy of its own."""
    target = os.path.join(tally.folder, name, "wandb", os.path.basename(directory))
    shutil.copytree(directory, target)
    for left in glob.glob(os.path.join(target, "*.synced")) + glob.glob(os.path.join(target, "*.upload")):
        os.remove(left)
    return target


def definitions(metrics):
    """The metrics by name: their order is each client's own, and so are the places of step metrics."""
    names = [metric.get("1") for metric in metrics]
    return {
        metric["1"]: {key: names[value - 1] if key == "5" else value for key, value in metric.items()}
        for metric in metrics
    }


def settled(run):
    """What a server knows of a run, without what only says which client sent it."""
    config = json.loads(run["config"])
    own = config.pop("_wandb", {}).get("value", {})
    meta = {
        key: run["meta"].get(key)
        for key in ["displayName", "project", "groupName", "jobType", "notes", "tags", "commit"]
    }
    tables = {name: size for name, size in run["files"].items() if name.startswith("media/")}
    summary = {key: value for key, value in (run["summary"] or {}).items() if not key.startswith("_")}
    return {
        "config": {key: value["value"] for key, value in config.items()}, "metrics": definitions(own.get("m") or []), "meta": meta,
        "history": run["history"], "summary": summary, "tables": tables,
        "output": [line.split(" ", 1)[-1] for _, line in sorted(run["output"].items(), key=lambda item: int(item[0]))],
        "complete": run["complete"], "exitcode": run["exitcode"],
    }


def differences(one, other):
    found = {}
    for key in sorted(set(one) | set(other)):
        if isinstance(one.get(key), dict) and isinstance(other.get(key), dict):
            found |= {f"{key}.{name}": words for name, words in differences(one[key], other[key]).items()}
        elif one.get(key) != other.get(key):
            found[key] = (str(one.get(key))[:300], str(other.get(key))[:300])
    return found


def check_format(checks, tally, store):
    for directory in tally.directories(store):
        result, records = inspect(tally, log_of(directory))
        kinds = [next((key for key in record if key not in ("num", "control", "uuid")), "?") for record in records]
        numbers = [int(record.get("num", 0)) for record in records]
        checks.that(
            f"W&B's reader reads all {len(records)} records",
            result.returncode == 0 and len(records) > 40 and numbers == list(range(1, len(records) + 1)),
            result.stderr[-300:] or numbers[:5],
        )
        text = result.stdout
        checks.that("with run, history, summary and exit", all(w in text for w in ["run", "history", "summary", "exit"]),
                    kinds[:5])


def check_framing(checks, tally, probe):
    """Records that meet a block's end in every way, by W&B's reader."""
    folder = os.path.join(tally.folder, "framing")
    os.makedirs(folder)
    said = subprocess.run([probe, folder], capture_output=True, text=True, check=True).stdout
    wrong = []
    logs = [json.loads(line) for line in said.splitlines()]
    for log in logs:
        result, records = inspect(tally, log["file"])
        kinds = [record["type"] for record in records]
        lines = [record["output_raw"].get("line", "") for record in records if record["type"] == "output_raw"]
        whole = kinds[:3] == ["header", "run", "output_raw"] and kinds[-1] == "exit" and len(records) == 5
        if not whole or (log["size"] >= 0 and len(lines[-1]) != log["size"]):
            wrong.append((log["left"], log["size"], kinds, result.stderr[-200:]))
        os.remove(log["file"])
    checks.that(f"W&B's reader reads {len(logs)} logs with records of 0 bytes to 5 MB at every distance from a block's end",
                len(logs) == 96 and not wrong, wrong[:3])


def check_equal(checks, tally, here, store):
    """The same log, once by each client, to a mock."""
    directories = tally.directories(store)
    with Mock(here, tally.folder, "mock-official") as official, Mock(here, tally.folder, "mock-native") as native:
        for directory in directories:
            done, said = official_sync(tally, copied(tally, directory, "by-official"), official.url)
            checks.that("wandb sync takes the directory", done, said[-400:])
            target = copied(tally, directory, "by-native")
            result = tally("wandb", "sync", target, store=store, environment=tally.environment(native.url))
            checks.that("so does tally wandb sync", result.returncode == 0, result.stderr)
        theirs, ours = official.runs, native.runs
        check_numbers(checks, tally, theirs, store)
        checks.that("both servers know the same runs", sorted(theirs) == sorted(ours), (list(theirs), list(ours)))
        for run in sorted(theirs):
            found = differences(settled(theirs[run]), settled(ours.get(run, theirs[run])))
            checks.that(f"and the same of {run}", not found, found)
            missing = set(theirs[run]["files"]) - set(ours[run]["files"]) - {"requirements.txt", "diff.patch"}
            checks.that("with the same files", not missing, missing)
        # Once more: nothing is sent twice.
        before = len(native.requests)
        for target in glob.glob(os.path.join(tally.folder, "by-native", "wandb", "*")):
            result = tally("wandb", "sync", target, store=store, environment=tally.environment(native.url))
            checks.that("a second sync sends nothing", result.returncode == 0 and len(native.requests) == before)


def check_numbers(checks, tally, runs, store):
    """What W&B shows is the store's, to the nano-dollar."""
    connection = sqlite3.connect(tally.store(store))
    rows = connection.execute("""
        SELECT lower(r.ulid), COUNT(*), SUM(a.input_tokens + a.cached_input_tokens + a.cache_write_tokens), SUM(a.output_tokens),
            (SELECT SUM(c.cost_nanodollars) FROM attempt_costs c WHERE c.run = r.id AND c.billed = 'billed')
        FROM runs r JOIN trials t ON t.run = r.id JOIN attempts a ON a.trial = t.id GROUP BY r.id""").fetchall()
    connection.close()
    found = {}
    for run, *numbers in rows:
        summary = runs[run]["summary"]
        shown = [summary["requests"], summary["tokens/prompt"], summary["tokens/output"], round(summary["cost/total"] * 1e9)]
        if shown != numbers:
            found[run] = (shown, numbers)
    checks.that(f"requests, tokens and dollars of {len(rows)} runs are the store's", rows and not found, found)


def rest(url, path):
    header = "Basic " + base64.b64encode(f"api:{OPEN_KEY}".encode()).decode()
    request = urllib.request.Request(url + path, headers={"Authorization": header})
    with urllib.request.urlopen(request, timeout=30) as response:
        return json.load(response)


def check_openwandb(checks, tally, store):
    """An independent server, read back by its own interface."""
    port = free_port()
    data = os.path.join(tally.folder, "openwandb")
    command = ["openwandb", "serve", "--host", "127.0.0.1", "-p", str(port), "--data-dir", data]
    with Server(command, port, os.path.join(tally.folder, "openwandb.log")) as server:
        directory = tally.directories(store)[0]
        answers = {}
        for client in ["official", "native"]:
            target = copied(tally, directory, f"open-{client}")
            project = f"by-{client}"
            if client == "official":
                result = subprocess.run(
                    ["wandb", "sync", "-p", project, target], env=tally.environment(server.url, OPEN_KEY),
                    cwd=tally.folder, capture_output=True, text=True, timeout=180,
                )
                done = os.path.exists(log_of(target) + ".synced")
            else:
                result = tally("wandb", "sync", target, store=store,
                               environment=tally.environment(server.url, OPEN_KEY))
                done = result.returncode == 0
            checks.that(f"openwandb takes it from the {client} client", done, (result.stdout + result.stderr)[-400:])
            run = os.path.basename(log_of(target))[4:-6]
            answers[client] = read_open(server.url, run)
            if client == "official":
                server.stop()
                shutil.rmtree(data)
                server.start()
        found = differences(answers["official"], answers["native"])
        checks.that("and tells the same of both by its REST interface", not found, found)
        checks.that("which is a finished run with its numbers", answers["native"]["state"] == "finished"
                    and "accuracy/document_exact" in json.dumps(answers["native"]), answers["native"].get("state"))


def read_open(url, run):
    """A run as openwandb tells it, without ids and times of its own."""
    document = rest(url, f"/api/v2/runs/{run}")
    metrics = rest(url, f"/api/v2/runs/{run}/metrics")
    for rows in metrics["metrics_by_key"].values():
        for row in rows:
            # Numbers of its own rows.
            row.pop("id", None)
    config = rest(url, f"/api/v2/runs/{run}/config")
    if os.environ.get("TALLY_SHOW"):
        print(json.dumps([document, metrics, config])[:4000])
    inner = document.get("run", document)
    return {
        "state": inner.get("state"), "name": inner.get("display_name") or inner.get("displayName"),
        "tags": inner.get("tags"), "group": inner.get("group") or inner.get("group_name"),
        "summary": {k: v for k, v in (inner.get("summary") or inner.get("summary_metrics") or {}).items()
                    if not k.startswith("_")},
        "metrics": metrics, "config": {k: v for k, v in (config.get("config", config)).items() if k != "_wandb"},
    }


def check_faults(checks, tally, here):
    """Servers that fail while a run goes on: the run is the same, and the log is there."""
    path = tally.benchmark("faults", variants=["sim-gpt-4o"], limit=30)
    plain = tally("run", path, store="plain", environment=tally.environment(WANDB_MODE="disabled"))
    digest = tally("show", "latest", "--digest", store="plain").stdout
    checks.that("disabled writes nothing", plain.returncode == 0 and not tally.directories("plain"))

    for name, more, fails in [
        ("fs429", ["--fail", "fs429:1"], False), ("gql500", ["--fail", "gql500:1"], False),
        ("put500", ["--fail", "put500:1"], False), ("auth", ["--fail", "auth"], True),
    ]:
        with Mock(here, tally.folder, "mock-" + name, *more) as mock:
            result = tally("run", path, store=name, environment=tally.environment(mock.url))
            same = tally("show", "latest", "--digest", store=name).stdout == digest
            checks.that(f"{name}: the run is the same", result.returncode == 0 and same, result.stderr[-300:])
            told = "is logged but not sent" in result.stderr and "tally wandb sync" in result.stderr
            checks.that(f"{name}: and {'told how to send it later' if fails else 'all arrives'}", told == fails,
                        result.stderr[-500:])
            if not fails:
                run = list(mock.runs.values())[0]
                steps = [row["_step"] for row in run["history"]]
                checks.that("each row once", steps == list(range(len(steps))) and run["exitcode"] == 0, steps)

    # A port where nobody listens, and a server that takes a request and says nothing.
    begin = time.monotonic()
    result = tally("run", path, store="dead", environment=tally.environment(f"http://127.0.0.1:{free_port()}"))
    took = time.monotonic() - begin
    same = tally("show", "latest", "--digest", store="dead").stdout == digest
    checks.that("no server: the run is the same", result.returncode == 0 and same)
    checks.that("and told in a line how to send it", "tally wandb sync" in result.stderr, result.stderr[-300:])
    checks.that("and the end waits for the third try at most", took < 40, took)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        begin = time.monotonic()
        environment = tally.environment(f"http://127.0.0.1:{silent.getsockname()[1]}")
        result = tally("run", path, store="silent", environment=environment)
        took = time.monotonic() - begin
        same = tally("show", "latest", "--digest", store="silent").stdout == digest
        checks.that("a server that never answers: the run is the same", result.returncode == 0 and same)
        checks.that("and its end waits for 20 s and no longer", took < 45 and "no answer for 20 s" in result.stderr,
                    (took, result.stderr[-300:]))
    with Mock(here, tally.folder, "mock-later") as mock:
        later = tally("wandb", "sync", store="dead", environment=tally.environment(mock.url))
        checks.that("later all of it arrives", later.returncode == 0
                    and list(mock.runs.values())[0]["complete"] is True, later.stderr)


def check_gone(checks, tally, here):
    """The server goes away in the middle of a run and comes back."""
    path = tally.benchmark("gone", variants=["sim-gpt-4o"], limit=100, concurrency=8)
    mock = Mock(here, tally.folder, "mock-gone").start()
    run = tally("run", path, store="gone", environment=tally.environment(mock.url), wait=False)
    time.sleep(4)
    mock.stop()
    time.sleep(12)
    mock.start()
    said, _ = run.communicate(timeout=300)
    checks.that("the run ends well", run.returncode == 0 and "not sent" not in said, said[-400:])
    tally.said.append(said)
    found = list(mock.runs.values())[0]
    steps = [row["_step"] for row in found["history"]]
    checks.that("a server gone for 12 s has every row once", steps == list(range(100 + MEDIA)) and found["complete"] is True,
                (len(steps), found["complete"]))
    mock.stop()


def check_killed(checks, tally, here):
    """kill -9 in the middle, resume, and both sittings under one run."""
    path = tally.benchmark("killed", variants=["sim-gpt-4o"], limit=80, concurrency=16)
    with Mock(here, tally.folder, "mock-killed") as mock:
        environment = tally.environment(mock.url)
        run = tally("run", path, store="killed", environment=environment, wait=False)
        time.sleep(5)
        run.send_signal(signal.SIGKILL)
        run.wait()
        first = tally.directories("killed")[0]
        result, records = inspect(tally, log_of(first))
        checks.that("W&B's reader reads what was logged before the kill", len(records) > 20, result.stderr[-300:])
        sent = tally("wandb", "sync", first, store="killed", environment=environment)
        rows = len(list(mock.runs.values())[0]["history"])
        exit_code = list(mock.runs.values())[0]["exitcode"]
        checks.that("it is sent as a run that was cut off", sent.returncode == 0 and rows > 5 and exit_code == 1,
                    (sent.stderr, rows, exit_code))
        resumed = tally("resume", store="killed", environment=environment)
        checks.that("resume ends well", resumed.returncode == 0, resumed.stderr[-300:])
        checks.that("in a directory of its own", len(tally.directories("killed")) == 2)
        runs = mock.runs
        found = list(runs.values())[0]
        steps = [row["_step"] for row in found["history"]]
        checks.that("under one run", len(runs) == 1, list(runs))
        checks.that("whose steps go on", steps == list(range(len(steps))) and len(steps) > rows, steps[-5:])
        checks.that("whose documents end with all", found["summary"]["documents"] == 80
                    and found["exitcode"] == 0, found["summary"].get("documents"))

    # The same two sittings by the official client.
    with Mock(here, tally.folder, "mock-killed-official") as official:
        for directory in tally.directories("killed"):
            done, said = official_sync(tally, copied(tally, directory, "killed-official"), official.url)
            checks.that("wandb sync takes the sitting", done or "unexpected EOF" in said, said[-300:])
        theirs = list(official.runs.values())[0]
        checks.that("and comes to the same steps", [row["_step"] for row in theirs["history"]] == steps,
                    len(theirs["history"]))

    # An upload that is killed goes on.
    store = "killed-upload"
    tally("run", path, store=store, environment=tally.environment())
    with Mock(here, tally.folder, "mock-killed-upload") as mock:
        environment = tally.environment(mock.url)
        for delay in [0.02, 0.05, 0.1, 0.15]:
            upload = tally("wandb", "sync", store=store, environment=environment, wait=False)
            time.sleep(delay)
            upload.kill()
            upload.wait()
        done = tally("wandb", "sync", store=store, environment=environment)
        found = list(mock.runs.values())[0]
        steps = [row["_step"] for row in found["history"]]
        checks.that("an upload killed four times ends with each row once", done.returncode == 0
                    and steps == list(range(80 + MEDIA)) and found["complete"] is True, len(steps))


def check_torn(checks, tally, here, store):
    """A torn tail loses the last record, and both clients agree on that."""
    directory = copied(tally, tally.directories(store)[0], "torn")
    with open(log_of(directory), "r+b") as file:
        file.truncate(os.path.getsize(log_of(directory)) - 5)
    with Mock(here, tally.folder, "mock-torn") as mock:
        result = tally("wandb", "sync", directory, store=store, environment=tally.environment(mock.url))
        found = list(mock.runs.values())[0]
        checks.that("a torn log is sent up to its tear", result.returncode == 0 and found["exitcode"] == 1
                    and len(found["history"]) > 10, (result.stderr, found["exitcode"]))
    damaged = copied(tally, tally.directories(store)[0], "damaged")
    with open(log_of(damaged), "r+b") as file:
        file.seek(600)
        file.write(b"\xff\xff\xff")
    result = tally("wandb", "sync", damaged, store=store, environment=tally.environment("http://127.0.0.1:1"))
    checks.that("a damaged one is refused by name and byte", result.returncode == 1 and "damaged at byte" in result.stderr,
                result.stderr)


def check_stop(checks, tally, here):
    """The user presses Stop in the browser."""
    path = tally.benchmark("stopped", variants=["sim-gpt-4o"], limit=80, concurrency=4)
    with Mock(here, tally.folder, "mock-stop", "--stop-after", "2") as mock:
        result = tally("run", path, store="stopped", environment=tally.environment(mock.url))
        checks.that("Stop ends the run resumably", result.returncode == 6 and "stopped from W&B" in result.stderr,
                    (result.returncode, result.stderr[-400:]))
    resumed = tally("resume", "--wandb-tags", "again", store="stopped")
    checks.that("and resume finishes it", resumed.returncode == 0, resumed.stderr[-300:])


def check_official(checks, tally, here, store):
    """Our command with W&B's client behind it."""
    directory = copied(tally, tally.directories(store)[0], "by-command")
    with Mock(here, tally.folder, "mock-command") as mock:
        result = tally("wandb", "sync", "--uploader", "official", directory, store=store,
                       environment=tally.environment(mock.url))
        checks.that("--uploader official sends by wandb sync", result.returncode == 0
                    and list(mock.runs.values())[0]["complete"] is True, result.stderr)
    refused = copied(tally, tally.directories(store)[0], "refused")
    with Mock(here, tally.folder, "mock-refused", "--fail", "auth") as mock:
        result = tally("wandb", "sync", "--uploader", "official", refused, store=store,
                       environment=tally.environment(mock.url))
        checks.that("and tells when it failed, though that ends with 0", result.returncode != 0, result.stdout)


def check_secrecy(checks, tally):
    holders = []
    for folder, _, names in os.walk(tally.folder):
        if "mock-" in folder or "openwandb" in folder:
            continue
        for name in names:
            if name.endswith(".log") and "offline-run" not in folder:
                continue
            with open(os.path.join(folder, name), "rb") as file:
                content = file.read()
            if KEY.encode() in content or base64.b64encode(f"api:{KEY}".encode()) in content:
                holders.append(os.path.join(folder, name))
    # What the official client keeps of its own is not ours.
    holders = [path for path in holders if "/.config/" not in path and "/.netrc" not in path]
    checks.that("the key is in no file", not holders, holders)
    checks.that("and in no message", not any(KEY in text for text in tally.said))


def main():
    parser = argparse.ArgumentParser()
    for name in ["root", "tally", "folder", "probe"]:
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    here = os.path.join(arguments.root, "Tests", "peers")
    checks, tally = Checks(), Tally(arguments)
    result = tally("run", tally.benchmark("logged"), store="logged")
    checks.that("a run without a key is logged offline", result.returncode == 0
                and len(tally.directories("logged")) == 2, result.stderr)
    steps = {
        "format": lambda: check_format(checks, tally, "logged"),
        "framing": lambda: check_framing(checks, tally, arguments.probe),
        "equal": lambda: check_equal(checks, tally, here, "logged"),
        "openwandb": lambda: check_openwandb(checks, tally, "logged"),
        "faults": lambda: check_faults(checks, tally, here),
        "gone": lambda: check_gone(checks, tally, here),
        "killed": lambda: check_killed(checks, tally, here),
        "torn": lambda: check_torn(checks, tally, here, "logged"),
        "stop": lambda: check_stop(checks, tally, here),
        "official": lambda: check_official(checks, tally, here, "logged"),
    }
    for name, step in steps.items():
        if not arguments.only or name in arguments.only.split(","):
            print(f"-- {name}", flush=True)
            step()
    check_secrecy(checks, tally)
    print("all checks passed" if checks.failed == 0 else f"{checks.failed} checks failed")
    return checks.failed > 0


if __name__ == "__main__":
    sys.exit(main())
