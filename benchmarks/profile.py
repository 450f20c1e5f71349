#!/usr/bin/env python3
"""Tells whose code the samples of a profile are in: each counts for its innermost frame that has a module's name.

usage: perf record -e cpu-clock -F 2000 -g -o perf.data tally run FILE; benchmarks/profile.py perf.data

What the runtime, libc and the kernel do is counted for whoever asked for it, as far as the stacks tell; libraries without
frame pointers (zlib, parts of libc and SQLite) count as nobody's.
"""
import collections
import re
import subprocess
import sys

MODULE = re.compile(r"^\$s\w*?\d+(Tally[A-Z][A-Za-z]+|AsyncHTTPClient|GRDB|NIO(?:Core|Posix|HTTP1|SSL)?)")


def module_of(stack):
    for symbol in stack:
        if symbol.startswith("sqlite3"):
            return "SQLite"
        if found := MODULE.match(symbol):
            return found[1]
    return "nobody's"


def main(path):
    command = ["perf", "script", "-i", path, "-F", "ip,sym"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    counts = collections.Counter()
    for sample in text.split("\n\n"):
        stack = [line.split(None, 1)[1].strip() for line in sample.splitlines() if len(line.split(None, 1)) > 1]
        if stack:
            counts[module_of(stack)] += 1
    total = sum(counts.values())
    for name, count in counts.most_common(16):
        print(f"{count / total:6.1%}  {name}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__.strip())
    main(sys.argv[1])
