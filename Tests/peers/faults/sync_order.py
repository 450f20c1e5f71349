"""The row of an attempt is on disk before its request leaves, by what the kernel was asked to do."""
from .scene import Scene
from .server import answer
from .trace import Trace, strace

NEEDS = ("strace",)
CASES = 24
CONCURRENCY = 4


def check(checks, tally, folder):
    with Scene(tally, folder / "sync-order", CASES, CONCURRENCY) as scene:
        scene.server.script = lambda call: answer(call, delay=0.02)
        log = scene.folder / "strace.log"
        ended = scene.run("run", under=strace(log))
        checks.that(f"sync order: the traced run ends with 0 ({len(scene.server.calls)} requests)",
                    ended.code == 0 and len(scene.server.calls) == CASES, ended)
        ids = set(scene.column("SELECT ulid FROM attempts"))
        trace = Trace(log, ids)
        checks.that(f"sync order: the trace shows the row and the request of every attempt ({len(trace.sent)})",
                    set(trace.sent) == trace.written == ids == set(scene.server.ids),
                    [len(ids), len(trace.sent), len(trace.written)])
        checks.that(f"sync order: each row is written to the log and synced before its request leaves "
                    f"({sum(trace.sent.values())} of {len(ids)})", not trace.early, trace.early)
