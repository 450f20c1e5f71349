"""A benchmark of small receipts, the server it asks, and the binary under test with a store of its own."""
import json
import os
import pathlib
import sqlite3
import time

from .process import Running
from .server import FIELDS, FaultServer, answer, truth

KEY = "FAULTS_KEY"
BENCHMARK = """\
name: trial
dataset: receipts.jsonl
variants: [remote]
task:
  fields: [{fields}]
profiles:
  remote:
    provider: openai
    model: test-model
    endpoint: http://127.0.0.1:{port}/v1
    key_env: {key}
    output: prompt
    stream: false
    concurrency: {concurrency}
"""


class Scene:
    """Files, server and program of one check; ends what still runs."""

    def __init__(self, tally, folder, cases, concurrency=4, script=answer):
        self.tally = tally
        self.folder = pathlib.Path(folder)
        self.cases = cases
        self.concurrency = concurrency
        self.server = FaultServer(script)
        self.store = self.folder / "tally.sqlite"
        self.environment = {**os.environ, KEY: "sk-test", "NO_PROXY": "127.0.0.1"}
        self.started = []

    def __enter__(self):
        self.server.__enter__()
        self.folder.mkdir()
        with open(self.folder / "receipts.jsonl", "w", encoding="utf-8") as file:
            for number in range(1, self.cases + 1):
                text = f"SHOP Shop{number} END\n2026-03-14\nTOTAL {number}.50"
                file.write(json.dumps({"id": f"case-{number}", "text": text, "expected": truth(number)}) + "\n")
        (self.folder / "trial.yaml").write_text(BENCHMARK.format(
            fields=", ".join(FIELDS), port=self.server.port, key=KEY, concurrency=self.concurrency))
        return self

    def __exit__(self, *_):
        for running in self.started:
            if running.is_alive():
                running.kill()
        self.server.__exit__()

    def start(self, *arguments, under=(), store=None, **environment):
        """Starts `tally` with these arguments, `under` the words of another program (strace, prlimit ...)."""
        if arguments[0] == "run":
            arguments = ("run", str(self.folder / "trial.yaml"), *arguments[1:])
        command = [*map(str, under), self.tally, *arguments, "--store", str(store or self.store)]
        log = self.folder / f"log-{len(self.started)}"
        self.started.append(Running(command, log, {**self.environment, **environment}))
        return self.started[-1]

    def run(self, *arguments, timeout=60, **options):
        return self.start(*arguments, **options).end(timeout)

    def rows(self, query, store=None):
        connection = sqlite3.connect(f"file:{store or self.store}?mode=ro", uri=True, timeout=10)
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()

    def column(self, query, store=None):
        return [row[0] for row in self.rows(query, store)]

    def accepted(self, store=None):
        """The shops of accepted trials by the trials' ids."""
        return dict(self.rows(
            "SELECT t.ulid, replace(c.case_id, 'case-', 'Shop') FROM trials t JOIN cases c ON c.id = t.case_row "
            "WHERE t.accepted = 1", store))

    def attempts(self, state, store=None):
        return set(self.column(f"SELECT ulid FROM attempts WHERE state = '{state}'", store))

    def wait_for(self, count, running, store=None, timeout=60):
        """Waits until `count` trials are accepted in the store; false when the program ends before."""
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            try:
                if self.rows("SELECT COUNT(*) FROM trials WHERE accepted = 1", store)[0][0] >= count:
                    return True
            except sqlite3.OperationalError:  # not made yet
                pass
            if not running.is_alive():
                return False
            time.sleep(0.004)
        raise TimeoutError(f"fewer than {count} trials are accepted after {timeout} s")

    def is_whole(self, store=None):
        return self.column("PRAGMA integrity_check", store) == ["ok"]
