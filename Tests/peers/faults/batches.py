"""Batches whose answers are lost, or whose program is killed, at every step: found again, and nothing asked twice."""
import http.server
import json
import re
import sqlite3
import threading
import time

from .server import truth
from .scene import Scene

NEEDS = ()
CASES = 40
PRICE = """\
prices:
  test: {from: 2026-01-01, input: 20, output: 40, batch: 0.5}
"""
MODE = """\
    mode: batch
    batch: {poll: 50ms, gather: 100ms}
    price: test
"""
# What one answer costs: 60 tokens read and 20 written at half of 20 and 40 dollars a million.
EACH = (60 * 10 + 20 * 20) / 1e6


class Provider:
    """OpenAI's files and batches, which remember all they were asked; a batch ends when it may."""

    def __init__(self):
        self.files = {}
        self.batches = {}
        self.ends = threading.Event()
        # Addresses at which the next answer is lost, after its work was done.
        self.lost = set()
        # Places whose request fails the first time.
        self.failing = set()
        self.requested = []
        self.lock = threading.Lock()

    @property
    def asked(self):
        """The custom_id of every request that a batch was made of."""
        return [request["custom_id"] for batch in self.batches.values() for request in batch["requests"]]

    def answer(self, method, path, body, kind):
        with self.lock:
            self.requested.append((method, path.partition("?")[0]))
            reply = self._answer(method, path, body, kind)
        name = f"{method} {re.sub(r'/(file|batch)-[0-9]+', '/ID', path.partition('?')[0])}"
        if name in self.lost:
            self.lost.discard(name)
            return None
        return reply

    def _answer(self, method, path, body, kind):
        path, _, query = path.partition("?")
        if (method, path) == ("POST", "/v1/files"):
            boundary = kind.partition("boundary=")[2].encode()
            part = next(part for part in body.split(b"--" + boundary) if b'name="file"' in part)
            name = f"file-{len(self.files) + 1}"
            self.files[name] = part.partition(b"\r\n\r\n")[2].removesuffix(b"\r\n")
            return {"id": name, "object": "file"}
        if (method, path) == ("POST", "/v1/batches"):
            made = json.loads(body)
            lines = self.files[made["input_file_id"]].splitlines()
            name = f"batch-{len(self.batches) + 1}"
            self.batches[name] = {
                "id": name, "object": "batch", "endpoint": made["endpoint"], "status": "in_progress",
                "input_file_id": made["input_file_id"], "requests": [json.loads(line) for line in lines],
            }
            return self._shown(self.batches[name])
        if (method, path) == ("GET", "/v1/batches"):
            return {"object": "list", "data": [self._shown(batch) for batch in reversed(self.batches.values())],
                    "has_more": False}
        if found := re.fullmatch(r"/v1/batches/(.+)", path):
            batch = self.batches[found[1]]
            if self.ends.is_set():
                self._end(batch)
            return self._shown(batch)
        if found := re.fullmatch(r"/v1/files/(.+)/content", path):
            return self.files[found[1]]
        raise ValueError(f"{method} {path}?{query}")

    def _end(self, batch):
        if batch["status"] == "completed":
            return
        batch["status"] = "completed"
        outputs, errors = [], []
        # Never in the order in which they were asked.
        for request in reversed(batch["requests"]):
            place = request["custom_id"]
            shop = re.search(r"SHOP Shop(\d+) END", json.dumps(request["body"]))[1]
            fails = place in self.failing
            self.failing.discard(place)
            body = {"error": {"message": "overloaded", "code": "server_error"}} if fails else {
                "id": f"chatcmpl-{place}", "object": "chat.completion", "created": 1, "model": "test-model",
                "choices": [{"index": 0, "finish_reason": "stop",
                             "message": {"role": "assistant", "content": json.dumps(truth(int(shop)))}}],
                "usage": {"prompt_tokens": 60, "completion_tokens": 20, "total_tokens": 80},
            }
            line = {"id": f"r-{place}", "custom_id": place, "error": None,
                    "response": {"status_code": 500 if fails else 200, "request_id": f"q-{place}", "body": body}}
            (errors if fails else outputs).append(json.dumps(line))
        for member, lines in (("output_file_id", outputs), ("error_file_id", errors)):
            if lines:
                name = f"file-{len(self.files) + 1}"
                self.files[name] = "\n".join(lines).encode() + b"\n"
                batch[member] = name

    @staticmethod
    def _shown(batch):
        return {key: value for key, value in batch.items() if key != "requests"}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    provider = None

    def _serve(self):
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        reply = self.provider.answer(self.command, self.path, body, self.headers.get("content-type", ""))
        if reply is None:
            self.close_connection = True
            return
        data = reply if isinstance(reply, bytes) else json.dumps(reply).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = _serve

    def log_message(self, *_):
        pass


class Batches(Scene):
    """A scene that asks in batches."""

    def __enter__(self):
        super().__enter__()
        self.provider = Provider()
        handler = type("Bound", (Handler,), {"provider": self.provider})
        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        trial = self.folder / "trial.yaml"
        text = trial.read_text().replace(f":{self.server.port}/", f":{self.http.server_port}/")
        trial.write_text(re.sub(r"    concurrency: \d+\n", MODE, text))
        (self.folder / "prices.yaml").write_text(PRICE)
        return self

    def __exit__(self, *_):
        self.http.shutdown()
        super().__exit__()

    def until(self, what, holds):
        deadline = time.monotonic() + 30
        while not holds():
            if time.monotonic() > deadline:
                raise TimeoutError(what)
            time.sleep(0.005)

    @property
    def states(self):
        try:
            return self.column("SELECT state FROM batches")
        except sqlite3.Error:
            return []

    def is_settled(self, checks, what, ended, batches=1):
        """Everything was collected, asked once, and costs what it costs."""
        accepted = self.accepted()
        checks.that(f"batches, {what}: the end is 0 and every trial is accepted ({len(accepted)})",
                    ended.code == 0 and len(accepted) == CASES == len(set(accepted.values())), ended)
        asked = self.provider.asked
        checks.that(f"batches, {what}: no request was in two batches ({len(asked)} in {len(self.provider.batches)})",
                    len(asked) == len(set(asked)) == CASES and len(self.provider.batches) == batches, asked)
        cost = self.run("show", "latest", "--json").document["runs"][0]["cost"]["total_usd"]
        checks.that(f"batches, {what}: each answer is paid once, at half the price (${cost})",
                    abs(cost - CASES * EACH) < 1e-9, cost)
        unknown = self.attempts("unknown") | self.attempts("open")
        checks.that(f"batches, {what}: no attempt is of unknown outcome", not unknown, unknown)


def check(checks, tally, folder):
    undisturbed(checks, tally, folder / "batches")
    for step in ("POST /v1/files", "POST /v1/batches", "GET /v1/batches/ID", "GET /v1/files/ID/content"):
        answer_lost(checks, tally, folder / f"batches-lost-{len(step)}", step)
    killed(checks, tally, folder / "batches-killed-waiting", "while it waits", lambda scene: (
        scene.until("the batch is noted", lambda: "submitted" in scene.states)))
    killed(checks, tally, folder / "batches-killed-unnoted", "before it knows the batch's name",
           lambda scene: scene.until("the batch is made", lambda: scene.provider.batches), loses="POST /v1/batches")
    interrupted(checks, tally, folder / "batches-interrupted")


def undisturbed(checks, tally, folder):
    with Batches(tally, folder, CASES) as scene:
        scene.provider.ends.set()
        ended = scene.run("run")
        scene.is_settled(checks, "undisturbed", ended)
        times = scene.rows("SELECT COUNT(c.service_us), COUNT(c.ttft_us), MAX(c.source) FROM calls c")
        checks.that("batches, undisturbed: no latency is claimed", times == [(0, 0, "batch")], times)


def answer_lost(checks, tally, folder, step):
    with Batches(tally, folder, CASES) as scene:
        scene.provider.ends.set()
        scene.provider.lost = {step}
        ended = scene.run("run")
        scene.is_settled(checks, f"the answer to {step} is lost", ended)


def killed(checks, tally, folder, what, reach, loses=None):
    with Batches(tally, folder, CASES) as scene:
        if loses:
            scene.provider.lost = {loses}
        running = scene.start("run")
        reach(scene)
        running.kill()
        scene.provider.ends.set()
        scene.is_settled(checks, f"killed {what}", scene.run("resume"))


def interrupted(checks, tally, folder):
    with Batches(tally, folder, CASES) as scene:
        running = scene.start("run")
        scene.until("the batch is noted", lambda: "submitted" in scene.states)
        running.process.send_signal(2)
        ended = running.end()
        checks.that(f"batches, interrupted: the batch is left with the provider, and the end is 130 ({ended.code})",
                    ended.code == 130 and not scene.accepted(), ended)
        scene.provider.ends.set()
        scene.is_settled(checks, "interrupted", scene.run("resume"))
