#!/usr/bin/env python3
"""Checks that `tally` speaks three dialects to one real model alike; started by local_model.sh, which owns the server.

llama.cpp's server speaks chat completions, responses and Anthropic's messages. The same prompt must be the same
number of tokens in each, streamed or whole, whatever the prompt cache held.
"""
import argparse
import json
import os
import sqlite3
import subprocess
import sys

CASES = 3
DIALECTS = {
    "chat": "provider: openai, endpoint: '{base}/v1'",
    "responses": "provider: openai, api: responses, endpoint: '{base}/v1'",
    "messages": "provider: anthropic, endpoint: '{base}'",
}
PARAMETERS = "{temperature: 0, seed: 1, max_tokens: 80}"
failed = 0


def check(claim, holds, found=""):
    global failed
    print(f"  {'ok  ' if holds else 'FAIL'} {claim}" + ("" if holds else f": {found}"), flush=True)
    failed += not holds


def write_benchmark(folder, base, receipts):
    with open(receipts, encoding="utf-8") as file:
        records = [json.loads(line) for _, line in zip(range(100), file)]
    shortest = sorted(records, key=lambda record: (len(record["text"]), record["id"]))[:CASES]
    with open(os.path.join(folder, "three.jsonl"), "w", encoding="utf-8") as file:
        file.writelines(json.dumps(record) + "\n" for record in shortest)
    profiles = {
        f"{name}-{form}": f"{{{text.format(base=base)}, model: smollm2-135m, key_env: LOCAL_MODEL_KEY, output: prompt, "
        f"stream: {'true' if form == 'streamed' else 'false'}, concurrency: 1, parameters: {PARAMETERS}}}"
        for name, text in DIALECTS.items()
        for form in ("streamed", "whole")
    }
    lines = ["name: dialects", "dataset: three.jsonl", "task:", "  fields: [merchant, date, total]"]
    lines += ["variants:"] + [f"  - {name}" for name in profiles]
    lines += ["profiles:"] + [f"  {name}: {profile}" for name, profile in profiles.items()]
    path = os.path.join(folder, "dialects.yaml")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    return path, list(profiles)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("tally", "receipts", "folder"):
        parser.add_argument(f"--{name}", required=True)
    options = parser.parse_args()
    base = os.environ["TALLY_LOCAL_MODEL"].removesuffix("/v1")
    benchmark, names = write_benchmark(options.folder, base, options.receipts)
    store = os.path.join(options.folder, "dialects.sqlite")
    run = subprocess.run(
        [options.tally, "run", benchmark, "--store", store, "--json"], capture_output=True, text=True, timeout=240
    )
    check("every dialect answers every case", run.returncode == 0, run.stderr[-500:])
    runs = {entry["name"]: entry for entry in json.loads(run.stdout)["runs"]}
    for name in names:
        result = runs[name]
        check(f"{name}: no tokens are estimated", result["tokens"]["estimated"] == 0, result["tokens"])
        check(f"{name}: the model is named", list(result["returned_models"]) == ["smollm2-135m"], result["returned_models"])
        has_first = result["latency"]["ttft_p50_s"] is not None
        check(f"{name}: a first token is timed when streamed", has_first == name.endswith("streamed"), result["latency"])
    rows = sqlite3.connect(store).execute(
        """
        SELECT k.case_id, r.name, a.input_tokens + a.cached_input_tokens
        FROM attempts a JOIN trials t ON t.id = a.trial JOIN runs r ON r.id = t.run JOIN cases k ON k.id = t.case_row
        WHERE t.accepted = 1 AND a.error IS NULL
        """
    ).fetchall()
    prompts = {}
    for case, name, tokens in rows:
        prompts.setdefault(case, {})[name] = tokens
    check("each case was answered in every dialect", all(len(each) == len(names) for each in prompts.values()), prompts)
    same = all(len(set(each.values())) == 1 for each in prompts.values())
    check("one prompt is as many tokens in every dialect", same, prompts)
    print(f"{failed} checks failed" if failed else "all checks passed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
