"""Fewer file descriptors than connections: a bounded end, and nothing lost."""
from .scene import Scene
from .server import answer

NEEDS = ("prlimit",)
CASES = 400
CONCURRENCY = 100
LIMIT = 64


def check(checks, tally, folder):
    with Scene(tally, folder / "descriptors", CASES, CONCURRENCY, lambda call: answer(call, delay=0.1)) as scene:
        ended = scene.run("run", under=["prlimit", f"--nofile={LIMIT}"])
        scene.server.settle()
        checks.that(f"descriptors: with {LIMIT} of them the run ends by itself, without a signal "
                    f"(exit {ended.code}, {ended.seconds:.1f} s)", ended.code in (0, 1, 6), ended)
        errors = dict(scene.rows("SELECT COALESCE(error, 'none'), COUNT(*) FROM attempts GROUP BY 1"))
        messages = scene.column("SELECT DISTINCT message FROM attempts WHERE error = 'connect'")
        checks.that(f"descriptors: they really ran out ({errors})",
                    "too many open files" in " ".join([*messages, ended.errors]).lower(), [errors, messages, ended])
        accepted = scene.accepted()
        failures = scene.rows("SELECT error, message, COUNT(*) FROM trials WHERE accepted = 1 AND error IS NOT NULL "
                              "GROUP BY 1, 2")
        checks.that(f"descriptors: no lack of them counts as a result ({len(accepted)} of {CASES} accepted)",
                    accepted and not failures, failures)
        checks.that("descriptors: the store is whole (integrity_check)", scene.is_whole(), scene.store)
        if ended.code == 0:
            return
        calls = len(scene.server.calls)
        resumed = scene.run("resume")
        final = scene.accepted()
        again = {call.shop for call in scene.server.calls[calls:]} & set(accepted.values())
        checks.that(f"descriptors: with the usual limit resume ends with 0, every trial accepted once ({len(final)})",
                    resumed.code == 0 and len(final) == CASES == len(set(final.values())), [len(final), resumed])
        checks.that("descriptors: what was accepted is kept, and not sent again",
                    accepted.items() <= final.items() and not again, sorted(again))
