"""Two processes and one store: the second writer is refused by the first one's pid, readers are welcome."""
from .scene import Scene
from .server import answer

NEEDS = ()
CASES = 120


def check(checks, tally, folder):
    with Scene(tally, folder / "two", CASES, script=lambda call: answer(call, delay=0.1)) as scene:
        first = scene.start("run")
        scene.wait_for(4, first)
        for verb in ("run", "resume"):
            refused = scene.run(verb)
            checks.that(f"two processes: a second {verb} ends with 1 and names the first's pid ({first.pid})",
                        refused.code == 1 and f"process {first.pid};" in refused.errors, refused)
        scene.wait_for(8, first)
        listed = scene.run("list", "--json")
        shown = scene.run("show", "latest", "--json")
        seen = shown.document["runs"][0]["trials"]["scored"] if shown.code == 0 else 0
        checks.that(f"two processes: list and show work meanwhile ({seen} of {CASES} trials seen)",
                    listed.code == 0 and len(listed.lines) == 1 and 8 <= seen < CASES, [listed, shown])
        checks.that("two processes: the first still runs", first.is_alive())
        ended = first.end()
        final = scene.accepted()
        checks.that(f"two processes: it ends with 0, untouched by the others ({len(final)} trials, "
                    f"{len(scene.server.calls)} requests)",
                    ended.code == 0 and len(set(final.values())) == len(scene.server.calls) == CASES, ended)
        checks.that("two processes: the store holds one experiment and is whole",
                    scene.column("SELECT COUNT(*) FROM experiments") == [1] and scene.is_whole(), scene.store)
