"""What the checks against real peers share: claims that are counted, and the binary under test."""
import os
import sqlite3
import subprocess
import time


class Checks:
    def __init__(self):
        self.failed = 0

    def that(self, claim, holds, found=""):
        print(f"  {'ok  ' if holds else 'FAIL'} {claim}" + ("" if holds else f": {found}"), flush=True)
        self.failed += not holds


class Peer:
    """The binary under test with its stores in a folder."""

    def __init__(self, tally, folder):
        self.tally = tally
        self.folder = folder
        self.said = []

    def run(self, *arguments, store="store.sqlite", **environment):
        command = [self.tally, *arguments, "--store", os.path.join(self.folder, store)]
        begin = time.monotonic()
        result = subprocess.run(
            command, env={**os.environ, **environment}, capture_output=True, text=True, timeout=240
        )
        self.said += [result.stdout, result.stderr]
        print(f"tally {' '.join(arguments)}: exit {result.returncode}, {time.monotonic() - begin:.1f} s", flush=True)
        return result

    def start(self, *arguments, store):
        """The same while it still runs; its messages are nobody's."""
        command = [self.tally, *arguments, "--store", os.path.join(self.folder, store)]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def rows(self, query, store="store.sqlite"):
        connection = sqlite3.connect(os.path.join(self.folder, store))
        connection.row_factory = sqlite3.Row
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()

    def check_secrecy(self, checks, key):
        checks.that("the key is in no output", not any(key in text for text in self.said))
        stored = [name for name in os.listdir(self.folder) if ".sqlite" in name]
        holders = []
        for name in stored:
            with open(os.path.join(self.folder, name), "rb") as file:
                if key.encode() in file.read():
                    holders.append(name)
        checks.that(f"nor in any of {len(stored)} files of the stores", stored and not holders, holders)
