#!/usr/bin/env python3
"""Whole simulations of Tally's statistics, and the tables of docs/statistics.md made from them; see statistics.sh."""
import argparse
import datetime
import json
import pathlib
import subprocess
import sys

from statistics_peer import simulations, speed
from statistics_peer.probe import Probe

# Repetitions of each simulation: 10,000 but where each one resamples thousands of times.
REPS = {name: 10_000 for name in simulations.SHORT} | {"quantile-difference": 4_000}
SEED = 1


def git(root, *arguments):
    """What git says of the checkout; nothing where there is none."""
    result = subprocess.run(["git", "-C", root, *arguments], capture_output=True, text=True)
    return result.stdout.strip() if result.returncode == 0 else None


def measure(options, target):
    probe = Probe(options.statistics)
    times = speed.measure(probe)
    rows = simulations.simulate(options.statistics, REPS.get, SEED)
    document = {
        "measured": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d"),
        "command": "bash benchmarks/statistics.sh",
        "commit": git(options.root, "rev-parse", "HEAD"),
        # The same in every history that has these sources.
        "sources": git(options.root, "rev-parse", "HEAD:Sources/TallyStatistics"),
        "changed": bool(git(options.root, "status", "--porcelain", "Sources", "Tests/StatisticsProbe")),
        "seed": SEED,
        "repetitions": REPS,
        "bootstrap_milliseconds": {name: {"least": least, "median": median} for name, (least, median) in times.items()},
        "simulations": rows,
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(written(document))
    for claim, wrong in simulations.faults(rows, REPS.get).items():
        probe.claim(claim, wrong)
    print(f"{probe.failed} claims failed" if probe.failed else f"all claims hold; written to {target}")
    return 1 if probe.failed else 0


def written(document):
    """One row a line."""
    head = json.dumps({key: value for key, value in document.items() if key != "simulations"}, indent=1)
    rooms = [
        f'  "{name}": [\n' + ",\n".join("   " + json.dumps(row) for row in rows) + "\n  ]"
        for name, rows in document["simulations"].items()
    ]
    return head[:-2] + ',\n "simulations": {\n' + ",\n".join(rooms) + "\n }\n}\n"


def percent(value):
    return "" if value is None else f"{100 * value:.1f}"


def grid(rows, across, keys, show, order=None):
    """A table with a column for each value of `across`, and a row for each combination of `keys`."""
    columns = sorted({row[across] for row in rows})
    combinations = list(dict.fromkeys(tuple(row[key] for key in keys) for row in rows))
    lines = ["| " + ", ".join(keys) + " | " + " | ".join(f"{across} = {column:,}" for column in columns) + " |",
             "|---" * (len(columns) + 1) + "|"]
    for combination in combinations:
        cells = []
        for column in columns:
            found = [row for row in rows if row[across] == column and tuple(row[key] for key in keys) == combination]
            cells.append(show(found[0]) if found else "")
        lines.append("| " + ", ".join(str(item) for item in combination) + " | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def sizes(probe):
    """Required cases at 80 % power, which need no simulation."""
    shares = [0.05, 0.1, 0.2, 0.3]
    head = "| | " + " | ".join(f"{100 * share:.0f} % change" for share in shares) + " |\n" + "|---" * 5 + "|"

    def line(title, function, call):
        calls = [{**call, "discordance": share, "power": 0.8} for share in shares]
        found = probe.ask(function, calls)
        return f"| {title} | " + " | ".join("" if n is None else f"{n:,}" for n in found) + " |"

    lines = [head] + [line(f"McNemar, difference {d} points", "n.mcnemar", {"d": d / 100}) for d in (1, 2, 3, 5)]
    for margin in (2, 3, 5):
        for d in (0, -1):
            call = {"margin": margin / 100, "d": d / 100}
            title = f"margin {margin} points, true difference {d}"
            lines.append(line(title, "n.noninferiority", call))
            lines.append(line(title + ", by the score", "n.noninferiority.score", call))
    return "\n".join(lines)


def boundaries(probe):
    fractions = [0.25, 0.5, 0.75, 1]
    lines = ["| | " + " | ".join(f"{100 * t:.0f} %" for t in fractions) + " |", "|---" * 5 + "|"]
    for spending in ("obrien-fleming", "pocock"):
        answer = probe.ask("looks", [{"fractions": fractions, "alpha": 0.05, "spending": spending}])[0]
        lines.append(f"| {spending} | " + " | ".join(f"{z:.3f}" for z in answer["z"]) + " |")
    return "\n".join(lines)


def tables(document, probe):
    rows = document["simulations"]

    def show(*keys):
        return lambda row: " / ".join(percent(row[key]) for key in keys)

    yield "mean: t", grid(rows["mean"], "n", ["population"], show("t"))
    yield "bootstrap: percentile / BCa", grid(rows["bootstrap"], "n", ["population"], show("percentile", "bca"))
    yield "rate: Wilson", grid(rows["rate"], "n", ["p"], show("wilson"))
    yield "repeats: Wilson, effective n", grid(rows["repeats"], "n", ["p"], show("wilson-effective"))
    yield "clustered: t / z uncorrected", grid(rows["clustered"], "groups", ["size"], show("clustered-t", "z-uncorrected"))
    yield "quantile", grid(rows["quantile"], "n", ["q"], show("binomial-ranks"))
    yield "quantile difference", grid(rows["quantile-difference"], "n", ["q"], show("bootstrap-percentile"))
    yield "ratio: delta / percentile / BCa", grid(rows["ratio"], "n", ["p"], show("delta", "percentile", "bca"))
    yield "mcnemar: mid-p / exact", grid(rows["mcnemar"], "n", ["discordance"], show("mid-p", "exact"))
    plain = [row for row in rows["gate"] if not row["corner"]]
    for margin in sorted({row["margin"] for row in plain}):
        chosen = [row for row in plain if row["margin"] == margin]
        yield (f"gate, margin {margin}: false PASS / by t / false FAIL / PASS at no difference",
               grid(chosen, "n", ["discordance"], show("false_pass", "false_pass_by_t", "false_fail", "pass_at_no_difference")))
    yield ("cost-gate, increase at most 5 %: false PASS / false FAIL / PASS at no difference",
           grid(rows["cost-gate"], "n", ["spread", "noise"], show("false_pass", "false_fail", "pass")))
    yield "ratio-change: cost per correct document, delta-log", grid(rows["ratio-change"], "n", [], show("delta-log"))
    yield "gate, corner: false PASS / by t", grid([r for r in rows["gate"] if r["corner"]], "n", ["margin"],
                                                  show("false_pass", "false_pass_by_t"))
    yield ("gate-clustered: false PASS / by t / false FAIL / PASS at no difference",
           grid(rows["gate-clustered"], "n", ["design", "discordance"],
                show("false_pass", "false_pass_by_t", "false_fail", "pass_at_no_difference")))
    yield "power", "\n".join(json.dumps(row) for row in rows["power"])
    yield "looks", "\n".join(json.dumps(row) for row in rows["looks"])
    yield "required cases", sizes(probe)
    yield "boundaries of four looks, alpha 5 % one-sided", boundaries(probe)
    yield "milliseconds", json.dumps(document["bootstrap_milliseconds"])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", required=True)
    parser.add_argument("--statistics", required=True)
    parser.add_argument("--tables", action="store_true")
    options = parser.parse_args()
    target = pathlib.Path(options.root, "results/measurements/statistics.json")
    if not options.tables:
        sys.exit(measure(options, target))
    for title, table in tables(json.loads(target.read_text()), Probe(options.statistics)):
        print(f"\n### {title}\n\n{table}")


if __name__ == "__main__":
    main()
