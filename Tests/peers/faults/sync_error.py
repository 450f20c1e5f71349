"""A sync that fails: what it was to make durable is never acknowledged, and no request leaves on its strength."""
import re
import subprocess

from .scene import Scene
from .server import answer
from .trace import Trace, strace

NEEDS = ("strace", "fiu-run", "fiu-ctrl")
CASES = 150
CONCURRENCY = 4


def check(checks, tally, folder):
    check_library(checks, tally, folder / "sync-library")
    check_kernel(checks, tally, folder / "sync-kernel")


def check_library(checks, tally, folder):
    """From some point on every fdatasync of the C library ends with EIO."""
    with Scene(tally, folder, CASES, CONCURRENCY, lambda call: answer(call, delay=0.02)) as scene:
        control = scene.folder / "fiu"
        running = scene.start("run", "--json", under=["fiu-run", "-x", "-f", control])
        scene.wait_for(20, running)
        told = subprocess.run(
            ["fiu-ctrl", "-f", control, "-c", "enable name=posix/io/sync/fdatasync,failinfo=5", str(running.pid)],
            capture_output=True, text=True, timeout=20)
        checks.that("EIO in the library: it is switched on while the run goes on", told.returncode == 0, told)
        check_ended(checks, scene, running.end(100), "EIO in the library")


def check_kernel(checks, tally, folder):
    """The same by the system call, with a record of what left before and after."""
    name = "EIO of the kernel"
    with Scene(tally, folder, CASES, CONCURRENCY, lambda call: answer(call, delay=0.02)) as scene:
        log = scene.folder / "strace.log"
        running = scene.start("run", "--json", under=strace(log, "fdatasync:error=EIO:when=30+"))
        ended = running.end(100)
        trace = Trace(log, scene.column("SELECT ulid FROM attempts"))
        checks.that(f"{name}: strace failed {trace.failed} syncs, and no request left before its row was synced",
                    trace.failed > 0 and len(trace.sent) == len(scene.server.calls) and not trace.early,
                    [trace.failed, len(trace.sent), len(scene.server.calls), trace.early])
        check_ended(checks, scene, ended, name)


def acknowledged(ended):
    """The most trials that the program said it had a result of."""
    told = [int(count) for count in re.findall(rf"remote (\d+)/{CASES}", ended.errors)]
    if ended.output.strip():
        told.append(sum(run["trials"]["planned"] - run["trials"]["pending"] for run in ended.document["runs"]))
    return max(told, default=0)


def check_ended(checks, scene, ended, name):
    scene.server.settle()
    checks.that(f"{name}: the run ends with 1, and says that the disk failed ({ended.seconds:.1f} s)",
                ended.code == 1 and "i/o error" in ended.errors.lower(), ended)
    accepted, sent = scene.accepted(), scene.attempts("sent")
    checks.that(f"{name}: it tells of no more trials than the store has ({acknowledged(ended)} told, "
                f"{len(accepted)} stored)", 0 < acknowledged(ended) <= len(accepted) < CASES, [len(accepted), ended])
    rows = sent | scene.attempts("done")
    calls = len(scene.server.calls)
    checks.that(f"{name}: no request without a row ({calls} requests, {len(rows)} rows)",
                set(scene.server.ids) <= rows, sorted(set(scene.server.ids) - rows))
    resumed = scene.run("resume")
    final = scene.accepted()
    again = {call.shop for call in scene.server.calls[calls:]} & set(accepted.values())
    checks.that(f"{name}: resume ends with 0; every trial is accepted once ({len(final)}), those of before are kept",
                resumed.code == 0 and len(final) == CASES == len(set(final.values()))
                and accepted.items() <= final.items() and not again, [len(final), sorted(again), resumed])
    checks.that(f"{name}: the store is whole (integrity_check)", scene.is_whole(), scene.store)
