"""A store on a read-only file system, its newest rows in the log alone: reports show them, and nothing is touched."""
import hashlib
import subprocess

from .scene import Scene
from .server import answer

NEEDS = ("mount",)
CASES = 60


def check(checks, tally, folder):
    with Scene(tally, folder / "mounted", CASES, script=lambda call: answer(call, delay=0.02)) as scene:
        place = scene.folder / "place"
        place.mkdir()
        scene.store = place / "tally.sqlite"
        running = scene.start("run")
        scene.wait_for(CASES // 2, running)
        running.kill()
        accepted = len(scene.accepted())
        checks.that(f"read-only: a killed run leaves rows in the log alone ({in_main_file(scene)} of {accepted} are in "
                    "the main file)", in_main_file(scene) < accepted, [in_main_file(scene), accepted])
        # With the index of the log beside it, and without, as after a copy or a restart.
        check_mounted(checks, scene, place, accepted, "resume", "read-only")
        (place / "tally.sqlite-shm").unlink()
        check_mounted(checks, scene, place, accepted, "resume", "read-only without -shm")
        ended = scene.run("resume")
        checks.that("read-only: once it can be written again, resume ends with 0", ended.code == 0, ended)
        check_mounted(checks, scene, place, CASES, "run", "read-only, whole and closed")
        for suffix in ("-wal", "-shm"):
            scene.store.with_name(scene.store.name + suffix).unlink(missing_ok=True)
        check_mounted(checks, scene, place, CASES, "run", "read-only, the file alone")


def in_main_file(scene):
    """Accepted trials as one sees them who does not look into the log."""
    copy = scene.folder / "main-file.sqlite"
    copy.write_bytes(scene.store.read_bytes())
    try:
        return len(scene.accepted(copy))
    except Exception:  # not even the tables have come home
        return 0


def digests(place):
    files = sorted(path for path in place.rglob("*") if path.is_file())
    return {str(path.relative_to(place)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def check_mounted(checks, scene, place, accepted, writing, name):
    before = digests(place)
    calls = len(scene.server.calls)
    subprocess.run(["mount", "--bind", place, place], check=True)
    subprocess.run(["mount", "-o", "remount,bind,ro", place], check=True)
    try:
        try:
            (place / "probe").write_text("")
            is_read_only = False
        except OSError:
            is_read_only = True
        checks.that(f"{name}: nothing can be written there", is_read_only)
        shown = scene.run("show", "latest", "--json")
        found = sum(run["trials"]["scored"] for run in shown.document["runs"]) if shown.code == 0 else None
        checks.that(f"{name}: show counts every accepted trial ({found} of {accepted})", found == accepted, shown)
        listed = scene.run("list", "--json")
        checks.that(f"{name}: list names the run", listed.code == 0 and len(listed.lines) == 1, listed)
        refused = scene.run(writing)
        is_clear = any(word in refused.errors.lower() for word in ("read-only", "readonly", "cannot be written"))
        checks.that(f"{name}: {writing} is refused with 1, says why, and sends nothing",
                    refused.code == 1 and is_clear and len(scene.server.calls) == calls, refused)
    finally:
        subprocess.run(["umount", place], check=True)
    checks.that(f"{name}: no file has changed ({len(before)} files)", digests(place) == before,
                [sorted(before), sorted(digests(place))])
