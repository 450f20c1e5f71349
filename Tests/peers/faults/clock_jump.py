"""A wall clock that jumps by two hours and back: durations are those of the monotonic clock."""
from .scene import Scene
from .server import answer

NEEDS = ("faketime",)
CASES = 90
HOURS = 2 * 3600 * 1000
# Nothing here takes longer than this; a duration by the wall clock would be two hours.
SANE_US = 10_000_000
DURATIONS = {
    "attempts": ("sent_us", "first_byte_us", "first_content_us", "done_us"),
    "calls": ("service_us", "ttft_us"),
    "trials": ("queue_us", "total_us"),
    "runs": ("wall_us",),
}


def check(checks, tally, folder):
    with Scene(tally, folder / "clock-jump", CASES, script=lambda call: answer(call, delay=0.05)) as scene:
        ended = run_with_jumps(scene)
        checks.that(f"clock jump: the run ends with 0, every trial is accepted ({ended.seconds:.1f} s)",
                    ended.code == 0 and len(scene.accepted()) == CASES, ended)
        opened = scene.column("SELECT opened FROM attempts ORDER BY id")
        steps = [later - earlier for earlier, later in zip(opened, opened[1:])]
        ahead, back = (sum(abs(step - jump) < HOURS / 4 for step in steps) for jump in (HOURS, -HOURS))
        checks.that(f"clock jump: the attempts' moments jump by 2 h and back ({max(steps)} ms, {min(steps)} ms)",
                    ahead >= 1 and back >= 1, steps)
        longest = {}
        for table, columns in DURATIONS.items():
            for column in columns:
                least, most = scene.rows(f"SELECT MIN({column}), MAX({column}) FROM {table}")[0]
                if most is not None:
                    longest[column] = (least, most)
        slowest, most = max(longest.items(), key=lambda entry: entry[1][1])
        checks.that(f"clock jump: all durations stay sane (longest: {slowest} {most[1]} us)",
                    {"service_us", "done_us", "total_us", "wall_us"} <= set(longest)
                    and all(0 <= least <= most < SANE_US for least, most in longest.values()), longest)


def run_with_jumps(scene):
    """The offset is in a file that is read anew at each look at the clock; the monotonic clocks stay as they are."""
    offset = scene.folder / "offset"
    offset.write_text("+0\n")
    # Its own variable would take the place of the file.
    running = scene.start(
        "run", under=["faketime", "-m", "-f", "+0", "env", "-u", "FAKETIME"],
        FAKETIME_TIMESTAMP_FILE=str(offset), FAKETIME_NO_CACHE="1", FAKETIME_DONT_FAKE_MONOTONIC="1",
        DONT_FAKE_MONOTONIC="1", NO_FAKE_STAT="1",
    )
    for count, text in ((CASES // 3, "+2h\n"), (CASES * 2 // 3, "+0\n")):
        scene.wait_for(count, running)
        fresh = offset.with_suffix(".new")
        fresh.write_text(text)
        fresh.replace(offset)
    return running.end()
