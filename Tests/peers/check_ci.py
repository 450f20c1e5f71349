#!/usr/bin/env python3
"""A gate in a pipeline: exit codes, JUnit, comment, commands, summary, and the examples in docs/ci.

Usage: check_ci.py --root CHECKOUT --tally BINARY --folder EMPTY
"""
import argparse
import json
import os
import pathlib
import re
import subprocess
import sys

import cmarkgfm
import yaml
from junitparser import Error, Failure, JUnitXml
from lxml import etree

GATE = """
gate:
  baseline: baseline.json
  rules:
    lost_cases: at most 0
    document_exact: non-inferior within 20pp
    error_rate: at most 0%
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", required=True, type=pathlib.Path)
    parser.add_argument("--tally", required=True, type=pathlib.Path)
    parser.add_argument("--folder", required=True, type=pathlib.Path)
    options = parser.parse_args()
    failed = 0

    def check(claim, holds, detail=""):
        nonlocal failed
        failed += not holds
        print(("ok    " if holds else "FAIL  ") + claim + ("" if holds else f": {str(detail)[:400]}"))

    folder = options.folder
    benchmark = folder / "b.yaml"

    # The rules baseline on forty receipts; without groups, where a gate passes on no difference at all.
    lines = (options.root / "datasets/receipts/receipts.jsonl").read_text().splitlines()
    lines = [line for line in lines if "group" not in json.loads(line)][:40]
    (folder / "d.jsonl").write_text("\n".join(lines) + "\n")
    benchmark.write_text("name: b\ndataset: d.jsonl\nvariants: [rules]\n" + GATE)

    def gate(**variables):
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(folder), "TALLY_GATE_BENCHMARK": str(benchmark),
            "TALLY_GATE_COMMAND": str(options.tally), "TALLY_GATE_STORE": str(folder / "s.sqlite"),
            "TALLY_GATE_OUTPUT": str(folder / "out"), **variables,
        }
        script = options.root / ".github/actions/tally-gate/gate.sh"
        return subprocess.run(["bash", script], env=environment, capture_output=True, text=True)

    def github():
        for name in ("output", "summary"):
            (folder / name).write_text("")
        return {"GITHUB_ACTIONS": "true", "GITHUB_OUTPUT": str(folder / "output"),
                "GITHUB_STEP_SUMMARY": str(folder / "summary")}

    first = gate()
    check("without a baseline the script ends with 5", first.returncode == 5, first.stderr)
    save = subprocess.run([options.tally, "baseline", "save", "b", "--store", folder / "s.sqlite"],
                          capture_output=True, text=True)
    check("the baseline is saved where the gate looks for it", (folder / "baseline.json").exists(), save.stderr)

    passed = gate(**github())
    check("the same run passes", passed.returncode == 0, passed.stdout + passed.stderr)
    check("a pass prints no command", "::" not in passed.stdout, passed.stdout)
    check("the action's outputs are set", (folder / "output").read_text() == "verdict=PASS\nexit_code=0\n",
          (folder / "output").read_text())

    # A baseline that had everything right, as if the answers had changed since.
    baseline = json.loads((folder / "baseline.json").read_text())
    columns = {name: place for place, name in enumerate(baseline["columns"])}
    wrong = [row for row in baseline["runs"][0]["cases"] if row[columns["exact"]] == 0]
    check("the sample holds cases the rules get wrong", len(wrong) > 1, len(wrong))
    for row in wrong:
        row[columns["exact"]] = 1
    (folder / "baseline.json").write_text(json.dumps(baseline))
    lost = gate(**github())
    check("lost cases end it with 3", lost.returncode == 3, lost.stdout + lost.stderr)
    commands = [line for line in lost.stdout.splitlines() if line.startswith("::")]
    form = re.compile(r"^::(error|warning) title=[^:,]*::.+$")
    check("commands are of GitHub's form, at most ten", 0 < len(commands) <= 10 and all(map(form.match, commands)),
          commands)
    check("the action's outputs say FAIL", (folder / "output").read_text() == "verdict=FAIL\nexit_code=3\n",
          (folder / "output").read_text())
    summary = (folder / "summary").read_text()
    check("the step summary is there and under 1 MiB", "Tally gate: FAIL" in summary and len(summary) < 1 << 20)

    suite = JUnitXml.fromfile(str(folder / "out/junit.xml"))
    cases = [case for part in suite for case in part]
    failures = [case for case in cases if any(isinstance(result, Failure) for result in case.result)]
    errors = [case for case in cases if any(isinstance(result, Error) for result in case.result)]
    check("junitparser reads a test case a rule", len(cases) == 3, [case.name for case in cases])
    check("and the failures", len(failures) >= 1 and failures[0].name.startswith("lost_cases"), failures)
    check("the counts of the suites agree", suite.failures == len(failures) and suite.errors == len(errors))
    etree.parse(str(folder / "out/junit.xml"))

    comment = (folder / "out/comment.md").read_text()
    html = cmarkgfm.github_flavored_markdown_to_html(comment)
    check("GitHub's Markdown makes a table of the rules", html.count("<tr>") == 4, html)
    check("the comment is under 60,000 bytes", len(comment.encode()) < 60_000)

    workflow = yaml.safe_load((options.root / "docs/ci/github.yml").read_text())
    action = yaml.safe_load((options.root / ".github/actions/tally-gate/action.yml").read_text())
    used = [step for step in workflow["jobs"]["gate"]["steps"] if "tally-gate" in step.get("uses", "")]
    check("the example names inputs that the action has", set(used[0]["with"]) <= set(action["inputs"]), used)
    script = action["runs"]["steps"][0]
    check("no input is part of the action's command", "${{" not in script["run"], script["run"])
    variables = set(re.findall(r"TALLY_GATE_[A-Z]+", (options.root / ".github/actions/tally-gate/gate.sh").read_text()))
    check("the action sets the variables that its script reads", variables <= set(script["env"]),
          variables - set(script["env"]))
    gitlab = yaml.safe_load((options.root / "docs/ci/gitlab.yml").read_text())
    check("GitLab's example sets variables that the script reads",
          set(gitlab["tally-gate"]["variables"]) <= variables, gitlab)

    print(f"{failed} checks failed" if failed else "all checks passed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
