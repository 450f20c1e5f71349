"""Fewer file descriptors than connections: a slower run; taken away meanwhile: a bounded end, and nothing lost."""
import dataclasses
import resource
import time

from .scene import Scene
from .server import answer

NEEDS = ("prlimit",)
CASES = 400
CONCURRENCY = 100
LIMIT = 64
TOO_FEW = 32


def check(checks, tally, folder):
    few_from_the_start(checks, tally, folder / "descriptors")
    refused(checks, tally, folder / "too-few-descriptors")
    taken_away(checks, tally, folder / "descriptors-taken")


def few_from_the_start(checks, tally, folder):
    with Scene(tally, folder, CASES, CONCURRENCY, lambda call: answer(call, delay=0.1)) as scene:
        ended = scene.run("run", under=["prlimit", f"--nofile={LIMIT}"])
        scene.server.settle()
        checks.that(f"descriptors: with {LIMIT} of them for {CONCURRENCY} requests in flight the run ends with 0 "
                    f"(exit {ended.code}, {ended.seconds:.1f} s)", ended.code == 0, ended)
        checks.that("descriptors: it says how many may be in flight, and what raises that",
                    "requests in flight, not 100" in ended.errors and "ulimit -n" in ended.errors, ended)
        checks.that("descriptors: they never ran out", "too many open files" not in ended.errors.lower()
                    and not scene.column("SELECT message FROM attempts WHERE error = 'connect'"), ended)
        checks.that(f"descriptors: every trial is accepted, of one request each ({len(scene.server.calls)})",
                    len(scene.accepted()) == CASES == len(scene.server.calls), scene.store)


def refused(checks, tally, folder):
    with Scene(tally, folder, CASES, CONCURRENCY) as scene:
        ended = scene.run("run", under=["prlimit", f"--nofile={TOO_FEW}"])
        checks.that(f"descriptors: with {TOO_FEW} of them it is refused with 1, says why, and sends nothing",
                    ended.code == 1 and "too few files" in ended.errors and not scene.server.calls, ended)


def closing(call):
    """An answer after which the connection ends, so that the next request needs another."""
    return dataclasses.replace(answer(call, delay=0.2), size=None)


def taken_away(checks, tally, folder):
    """The limit sinks under what is open while requests are in flight."""
    with Scene(tally, folder, CASES, CONCURRENCY, closing) as scene:
        running = scene.start("run")
        deadline = time.monotonic() + 30
        while len(scene.server.calls) < 50 and time.monotonic() < deadline:
            time.sleep(0.005)
        resource.prlimit(running.pid, resource.RLIMIT_NOFILE, (16, 16))
        ended = running.end(60)
        scene.server.settle()
        # Swift's thread pool ends a program that may open no file when it looks at its threads.
        checks.that(f"descriptors taken away: the end is bounded (exit {ended.code}, {ended.seconds:.1f} s)",
                    ended.code in (0, 1, 6, -4), ended)
        checks.that("descriptors taken away: they really ran out", ended.code != 0, ended)
        accepted = scene.accepted()
        failures = scene.rows("SELECT error, message, COUNT(*) FROM trials WHERE accepted = 1 AND error IS NOT NULL "
                              "GROUP BY 1, 2")
        checks.that(f"descriptors taken away: no lack of them counts as a result ({len(accepted)} of {CASES})",
                    not failures, failures)
        checks.that("descriptors taken away: the store is whole (integrity_check)", scene.is_whole(), scene.store)
        calls = len(scene.server.calls)
        resumed = scene.run("resume")
        final = scene.accepted()
        again = {call.shop for call in scene.server.calls[calls:]} & set(accepted.values())
        checks.that(f"descriptors taken away: resume ends with 0, every trial accepted once ({len(final)})",
                    resumed.code == 0 and len(final) == CASES == len(set(final.values())), [len(final), resumed])
        checks.that("descriptors taken away: what was accepted is kept, and not sent again",
                    accepted.items() <= final.items() and not again, sorted(again))
