"""A full disk: no paid call without its row, a clear end, and an experiment that goes on when there is space."""
import concurrent.futures
import re
import subprocess
import time

from .scene import Scene
from .server import answer
from .trace import Trace, strace

NEEDS = ("mount", "strace")
CASES = 150
CONCURRENCY = 4
# The program may wait a while for space before it gives up.
PATIENCE = 100


def check(checks, tally, folder):
    # Side by side, for each may spend most of its time waiting.
    with concurrent.futures.ThreadPoolExecutor() as pool:
        ways = [
            pool.submit(way, checks, tally, folder / way.__name__)
            for way in (check_small_disk, check_space_returns, check_for_good, check_now_and_then)
        ]
    for way in ways:
        way.result()


def scene_in(tally, folder, concurrency=CONCURRENCY):
    return Scene(tally, folder, CASES, concurrency, lambda call: answer(call, delay=0.01))


def check_small_disk(checks, tally, folder):
    """A file system of 1 MB, which is full before the write-ahead log is brought home for the first time."""
    name = "1 MB disk"
    with scene_in(tally, folder) as scene:
        disk = folder / "disk"
        disk.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], check=True)
        scene.store = disk / "tally.sqlite"
        ended = scene.run("run", timeout=PATIENCE)
        before = check_stopped(checks, scene, ended, name)
        subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)
        check_resumed(checks, scene, before, name)


def check_space_returns(checks, tally, folder):
    """A full disk on which somebody makes space while the run waits for it."""
    name = "space again"
    with scene_in(tally, folder) as scene:
        disk = folder / "disk"
        disk.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], check=True)
        scene.store = disk / "tally.sqlite"
        running = scene.start("run")
        while running.is_alive() and "the disk is full" not in running.errors:
            time.sleep(0.05)
        time.sleep(2)
        calls = len(scene.server.calls)
        checks.that(f"{name}: the run waits, and sends nothing meanwhile ({calls} requests so far)",
                    running.is_alive() and 0 < calls < CASES and len(scene.accepted()) < CASES, running.errors)
        time.sleep(1)
        waited = len(scene.server.calls) - calls
        subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)
        ended = running.end(PATIENCE)
        final = scene.accepted()
        checks.that(f"{name}: it goes on by itself and ends with 0 ({ended.seconds:.1f} s, {len(final)} trials)",
                    ended.code == 0 and waited == 0 and len(final) == CASES, [waited, ended])
        checks.that(f"{name}: nothing was sent twice, nothing is unknown",
                    len(scene.server.calls) == CASES == len(scene.attempts("done")), len(scene.server.calls))
        checks.that(f"{name}: the store is whole", scene.is_whole(), scene.store)


def check_for_good(checks, tally, folder):
    """From some moment on no write of any thread finds space; strace counts for each thread, so it comes later."""
    name = "ENOSPC for good"
    with scene_in(tally, folder) as scene:
        log = folder / "strace.log"
        running = scene.start("run")
        scene.wait_for(CASES // 5, running)
        inject = ["-e", "trace=pwrite64", "-e", "inject=pwrite64:error=ENOSPC"]
        tracer = subprocess.Popen(["strace", "-f", "-qq", "-ttt", *inject, "-o", log, "-p", str(running.pid)])
        try:
            ended = running.end(PATIENCE)
        finally:
            tracer.terminate()
            tracer.wait()
        before = check_stopped(checks, scene, ended, name)
        failures = re.findall(r"^\d+ +([\d.]+) .*\(INJECTED\)$", log.read_text("latin-1"), re.MULTILINE)
        first = min(map(float, failures), default=float("inf"))
        late = [call for call in scene.server.calls if call.time > first]
        checks.that(f"{name}: strace failed {len(failures)} writes; after the first, no more than what was recorded "
                    f"before still left ({len(late)})", failures and len(late) <= CONCURRENCY, [first, late])
        check_resumed(checks, scene, before, name)


def check_now_and_then(checks, tally, folder):
    """Few writes fail, the store being made; who waits may come through, and who gives up may send nothing more.

    Many are in flight, so that some rows are always queued behind the one that fails.
    """
    name = "ENOSPC now and then"
    with scene_in(tally, folder, concurrency=16) as scene:
        log = folder / "strace.log"
        ended = scene.run("run", under=strace(log, "pwrite64:error=ENOSPC:when=400..800+97"), timeout=PATIENCE)
        before = check_stopped(checks, scene, ended, name, mends=True)
        trace = Trace(log, scene.column("SELECT ulid FROM attempts"))
        checks.that(f"{name}: strace failed {trace.failed} writes, and no request left before its row was synced",
                    trace.failed > 0 and len(trace.sent) == len(scene.server.calls) and not trace.early,
                    [trace.failed, len(trace.sent), len(scene.server.calls), trace.early])
        if ended.code == 1:
            checks.that(f"{name}: once a commit had failed, no request left that was not recorded before "
                        f"({len(trace.late)} of {len(trace.sent)})", not trace.late, trace.late)
            check_resumed(checks, scene, before, name)


def check_stopped(checks, scene, ended, name, mends=False):
    """Returns what was accepted, and how many requests there were."""
    accepted, sent = scene.accepted(), scene.attempts("sent")
    is_over = mends and ended.code == 0 and len(accepted) == CASES
    checks.that(f"{name}: the run ends with {0 if is_over else 1} ({ended.seconds:.1f} s)", is_over or ended.code == 1,
                ended)
    checks.that(f"{name}: it says that the disk is full", "full" in ended.errors.lower(), ended)
    scene.server.settle()
    checks.that(f"{name}: it came some way before ({len(accepted)} of {CASES} trials)",
                is_over or 0 < len(accepted) < CASES, len(accepted))
    rows = sent | scene.attempts("done")
    seen = scene.server.ids
    checks.that(f"{name}: no request without a row ({len(seen)} requests, {len(rows)} rows)",
                len(seen) == len(set(seen)) and set(seen) <= rows, sorted(set(seen) - rows))
    # One more means that a request left after the outcome of another could not be written.
    times = [(call.time, call.answered, call.id, call.shop) for call in scene.server.calls if call.id in sent]
    checks.that(f"{name}: at most what was in flight is without an outcome ({len(sent)} of {scene.concurrency})",
                len(sent) <= scene.concurrency, f"arrived, answered, attempt, case: {sorted(times)}")
    checks.that(f"{name}: the store is whole (integrity_check)", scene.is_whole(), scene.store)
    return accepted, len(seen)


def check_resumed(checks, scene, before, name):
    accepted, calls = before
    ended = scene.run("resume")
    final = scene.accepted()
    checks.that(f"{name}: with space, resume ends with 0 and every trial is accepted once ({len(final)})",
                ended.code == 0 and len(final) == CASES == len(set(final.values())), [len(final), ended])
    again = {call.shop for call in scene.server.calls[calls:]} & set(accepted.values())
    checks.that(f"{name}: what was accepted is kept, and not sent again",
                accepted.items() <= final.items() and not again,
                [sorted(accepted.items() - final.items()), sorted(again)])
    checks.that(f"{name}: the store is whole afterwards", scene.is_whole(), scene.store)
