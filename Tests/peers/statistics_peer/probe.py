"""Calls `tally-statistics`, many at once, and compares what it answers."""
import json
import math
import subprocess

import numpy as np


def plain(value):
    """numpy's types as JSON's; infinities and NaN are strings."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(item) for item in value]
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        return float(value) if math.isfinite(value) else str(float(value))
    return value


def number(value):
    return float(value) if isinstance(value, str) else value


class Probe:
    def __init__(self, binary):
        self.binary = binary
        self.failed = 0

    def ask(self, function, calls):
        """The answers to many calls of one function, each call a dictionary of arguments."""
        lines = "\n".join(json.dumps(plain({"f": function, **call})) for call in calls) + "\n"
        output = subprocess.run([self.binary], input=lines, capture_output=True, text=True, check=True).stdout
        answers = [json.loads(line) for line in output.splitlines()]
        assert len(answers) == len(calls), f"{function}: {len(answers)} answers to {len(calls)} calls"
        for call, answer in zip(calls, answers):
            if isinstance(answer, dict) and "error" in answer:
                raise SystemExit(f"{function} {call}: {answer['error']}")
        return answers

    def run(self, *arguments):
        return subprocess.run([self.binary, *map(str, arguments)], capture_output=True, text=True, check=True).stdout

    def claim(self, text, faults):
        self.failed += bool(faults)
        print(("FAIL  " if faults else "ok    ") + text)
        for fault in faults[:5]:
            print("      " + str(fault)[:300])

    def compare(self, text, calls, answers, expected, tolerance=1e-9, floor=1e-12):
        """Each answer is the expected number, or list of numbers, within a relative tolerance."""
        faults, worst = [], 0.0
        for call, answer, wanted in zip(calls, answers, expected, strict=True):
            if answer is None or wanted is None:
                if answer is not wanted:
                    faults.append(f"{call}: {answer} instead of {wanted}")
                continue
            found = np.array([number(item) for item in np.ravel(np.array(answer, dtype=object))], dtype=float)
            wanted = np.ravel(np.array(wanted, dtype=float))
            if found.shape != wanted.shape:
                faults.append(f"{call}: {found} instead of {wanted}")
                continue
            same = found == wanted
            with np.errstate(invalid="ignore"):
                error = np.where(same, 0, np.abs(found - wanted) / np.maximum(np.abs(wanted), floor / max(tolerance, floor)))
            worst = max(worst, float(np.max(error, initial=0)))
            if not np.all(error <= tolerance):
                faults.append(f"{call}: {found} instead of {wanted}")
        self.claim(f"{text} ({len(calls)} inputs, largest error {worst:.0e})", faults)


def bounds(answer):
    """Value and interval of an answer, or None."""
    return None if answer is None else [answer["value"], answer["low"], answer["high"]]
