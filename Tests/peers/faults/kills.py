"""kill -9 again and again over one experiment: nothing acknowledged is lost, nothing answered is paid twice."""
import random
import time

from .scene import Scene
from .server import answer

NEEDS = ()
KILLS = 30
CASES = 620
CONCURRENCY = 8


def check(checks, tally, folder):
    draw = random.Random(4711)
    with Scene(tally, folder / "kills", CASES, CONCURRENCY) as scene:
        scene.server.script = lambda call: answer(call, delay=draw.uniform(0.02, 0.1))
        kills = [kill(scene, number, draw) for number in range(1, KILLS + 1)]
        ended = scene.run("resume")
        checks.that(f"kills: after {KILLS} kills resume ends with 0", ended.code == 0, ended)
        check_trials(checks, scene, kills)
        check_attempts(checks, scene, kills)
        check_result(checks, scene)


class Kill:
    """What the store and the server held after one kill."""

    def __init__(self, scene, ended):
        scene.server.settle()
        self.ended = ended
        self.accepted = scene.accepted()
        self.done = scene.attempts("done")
        self.sent = scene.attempts("sent")
        self.unknown = scene.attempts("unknown")
        self.calls = len(scene.server.calls)


def kill(scene, number, draw):
    running = scene.start("run" if number == 1 else "resume")
    scene.wait_for(CASES * number // (KILLS + 1), running)
    time.sleep(draw.uniform(0, 0.01))
    return Kill(scene, running.kill())


def check_trials(checks, scene, kills):
    killed = sum(kill.ended.code == -9 for kill in kills)
    progress = [len(kill.accepted) for kill in kills]
    checks.that(f"kills: each found the program running ({killed} of {KILLS}, at {progress[0]} to {progress[-1]} of "
                f"{CASES} trials)", killed == KILLS and progress == sorted(set(progress)),
                [progress, [str(kill.ended) for kill in kills if kill.ended.code != -9][:3]])
    final = scene.accepted()
    shops = sorted(final.values())
    checks.that(f"kills: every trial is accepted once ({len(shops)})",
                len(shops) == CASES == len(set(shops)), [len(shops), len(set(shops))])
    lost = [(number, sorted(kill.accepted.items() - final.items()), sorted(kill.done - scene.attempts("done")))
            for number, kill in enumerate(kills, 1)
            if kill.accepted.items() - final.items() or kill.done - scene.attempts("done")]
    rows = sum(len(kill.accepted) for kill in kills)
    checks.that(f"kills: no accepted trial and no outcome was ever lost ({rows} rows looked for again)", not lost, lost)
    again = [(number, shop) for number, kill in enumerate(kills, 1)
             for shop in {call.shop for call in scene.server.calls[kill.calls:]} & set(kill.accepted.values())]
    checks.that(f"kills: no case with a result is sent again ({len(scene.server.calls)} requests for {CASES} cases)",
                not again, again)


def check_attempts(checks, scene, kills):
    sent = [len(kill.sent) for kill in kills]
    busy = sum(count > 0 for count in sent)
    checks.that(f"kills: at least 20 find attempts in flight ({busy} of {KILLS})", busy >= 20, sent)
    checks.that(f"kills: never more than the concurrency of {CONCURRENCY} (at most {max(sent)})",
                max(sent) <= CONCURRENCY, sent)
    unknown, done = scene.attempts("unknown"), scene.attempts("done")
    checks.that(f"kills: just these become unknown ({len(unknown)})",
                unknown == set().union(*(kill.sent for kill in kills)), [len(unknown), sum(sent)])
    seen = scene.server.ids
    checks.that(f"kills: no request comes without its row, or twice ({len(seen)} requests, {len(unknown | done)} rows)",
                len(set(seen)) == len(seen) and set(seen) <= unknown | done,
                [len(seen), len(set(seen)), sorted(set(seen) - unknown - done)[:5]])
    unsent = (unknown | done) - set(seen)
    checks.that(f"kills: a row without a request is unknown, not done ({len(unsent)} of them)",
                unsent <= unknown and all(len(kill.sent & unsent) <= CONCURRENCY for kill in kills), unsent)


def check_result(checks, scene):
    other = scene.folder / "uninterrupted.sqlite"
    scene.server.script = answer
    ended = scene.run("run", store=other)
    digests = [scene.run("show", "latest", "--digest", store=store).output.strip() for store in (scene.store, other)]
    checks.that(f"kills: the results are those of a run that was never killed ({digests[0][:19]})",
                ended.code == 0 and digests[0] and digests[0] == digests[1], [digests, ended])
    checks.that("kills: the store is whole (integrity_check)", scene.is_whole(), scene.store)
