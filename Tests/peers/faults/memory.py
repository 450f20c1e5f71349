"""Answers that are far too large: the run ends, they are failures, and memory stays flat."""
import itertools
import zlib

from .scene import Scene
from .server import Reply, answer

NEEDS = ("prlimit",)
CASES = 40
CONCURRENCY = 2
MEGABYTE = b"x" * (1 << 20)
GIGABYTE = 1 << 30
# Virtual memory; Swift's libraries and threads reserve much more than they use.
LIMIT = 3 << 30
PEAK_MB = 200


def bomb():
    """1 GB of spaces as gzip, 1 MB on the wire."""
    packer = zlib.compressobj(wbits=31)
    parts = [packer.compress(b" " * (1 << 20)) for _ in range(1024)]
    return b"".join([*parts, packer.flush()])


def check(checks, tally, folder):
    huge = {
        "an endless body": lambda _: Reply(parts=itertools.repeat(MEGABYTE)),
        "a body of 1 GB": lambda _: Reply(parts=itertools.repeat(MEGABYTE, 1024), size=GIGABYTE),
    }
    for number, (name, script) in enumerate(huge.items()):
        with Scene(tally, folder / f"memory-{number}", CASES, CONCURRENCY, script) as scene:
            check_huge(checks, scene, name)
    packed = bomb()
    reply = Reply(parts=[packed], size=len(packed), headers=("Content-Encoding: gzip",))
    with Scene(tally, folder / "memory-gzip", CASES, CONCURRENCY, lambda _: reply) as scene:
        check_bomb(checks, scene, "a gzip bomb")


def run(checks, scene, name, code):
    ended = scene.run("run", "--json", under=["prlimit", f"--as={LIMIT}"], timeout=90)
    scene.server.settle()
    calls, megabytes = len(scene.server.calls), scene.server.written >> 20
    checks.that(f"{name}: the run ends with {code} ({calls} requests, {megabytes} MB written, {ended.seconds:.1f} s)",
                ended.code == code and megabytes > 0, ended)
    checks.that(f"{name}: at most {PEAK_MB} MB of memory at any time ({ended.peak_mb:.0f} MB)",
                ended.peak_mb < PEAK_MB, ended.peak_mb)
    largest = max(scene.column("SELECT size FROM bodies")) / (1 << 20)
    checks.that(f"{name}: what is kept of it has a limit ({largest:.1f} MB at most)", largest <= 16, largest)
    checks.that(f"{name}: the store is whole (integrity_check)", scene.is_whole(), scene.store)


def check_huge(checks, scene, name):
    run(checks, scene, name, 0)
    states = scene.rows("SELECT state, error, COUNT(*) FROM trials WHERE accepted = 1 GROUP BY 1, 2")
    checks.that(f"{name}: every trial is a failure ({states})", states == [("failed", "truncated", CASES)], states)


def check_bomb(checks, scene, name):
    """Nobody asked for gzip, so this is no answer: an endpoint that gives none is given up, resumable."""
    run(checks, scene, name, 6)
    attempts = scene.rows("SELECT state, error, COUNT(*) FROM attempts GROUP BY 1, 2")
    checks.that(f"{name}: every attempt is the server's failure ({attempts})",
                [row[:2] for row in attempts] == [("done", "server_error")], attempts)
    checks.that(f"{name}: no trial has a result", not scene.accepted(), scene.accepted())
    scene.server.script = answer
    resumed = scene.run("resume")
    checks.that(f"{name}: with a sound server resume ends with 0, every trial accepted ({len(scene.accepted())})",
                resumed.code == 0 and len(scene.accepted()) == CASES, resumed)
