"""A program that runs, and how it ended."""
import dataclasses
import json
import os
import signal
import subprocess
import time


@dataclasses.dataclass
class Ended:
    """How a process ended; a negative code is the signal that ended it."""

    code: int
    output: str
    errors: str
    seconds: float
    peak_mb: float

    @property
    def document(self):
        return json.loads(self.output)

    @property
    def lines(self):
        """Of JSON lines, each."""
        return [json.loads(line) for line in self.output.splitlines()]

    def __str__(self):
        return f"exit {self.code} after {self.seconds:.1f} s: {self.output[-300:]} {self.errors[-700:]}"


class Running:
    """A process with its messages in files, so that none waits for a reader."""

    def __init__(self, command, log, environment):
        self.begin = time.monotonic()
        self.files = [open(f"{log}.{name}", "w+", encoding="utf-8") for name in ("out", "err")]
        # A group of its own, so that a tracer goes together with what it traces.
        self.process = subprocess.Popen(
            command, env=environment, stdout=self.files[0], stderr=self.files[1], start_new_session=True
        )

    @property
    def pid(self):
        return self.process.pid

    @property
    def errors(self):
        """Its messages so far."""
        with open(self.files[1].name, encoding="utf-8") as file:
            return file.read()

    def is_alive(self):
        return self.process.returncode is None and os.waitid(
            os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None

    def end(self, timeout=60):
        deadline = time.monotonic() + timeout
        while True:
            pid, status, usage = os.wait4(self.pid, os.WNOHANG)
            if pid:
                break
            if time.monotonic() > deadline:
                self.kill()
                raise TimeoutError(f"{self.process.args} has not ended within {timeout} s")
            time.sleep(0.005)
        self.process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - self.begin
        texts = []
        for file in self.files:
            file.seek(0)
            texts.append(file.read())
            file.close()
        return Ended(self.process.returncode, *texts, seconds, usage.ru_maxrss / 1024)

    def kill(self):
        """kill -9, for the whole group."""
        os.killpg(self.pid, signal.SIGKILL)
        return self.end()
