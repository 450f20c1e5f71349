#!/usr/bin/env python3
"""Checks `tally` against a real language model; started by local_model.sh, which owns the model's server.

It asserts structure, usage, the order of a stream, errors and a bounded accuracy, never an exact text.
"""
import argparse
import http.client
import json
import os
import re
import socket
import sys
import urllib.parse

from peer import Checks, Peer

KEY = "LOCAL_MODEL_KEY"
ENDPOINT = "TALLY_LOCAL_MODEL"
MODEL = "smollm2-135m"
CASES = 6
# The first 100 receipts of the source; of these the shortest, because the model is slow.
CANDIDATES = 100
# Right totals and dates of 12: the model had 4 when this was written, the rules 12. Below these floors the
# prompt, the parser or the scorer is broken; above them nothing is said about the model.
MODEL_FLOOR = 1
RULES_FLOOR = 8


def shortest_receipts(path):
    with open(path, encoding="utf-8") as file:
        records = [json.loads(line) for _, line in zip(range(CANDIDATES), file)]
    return sorted(records, key=lambda record: (len(record["text"]), record["id"]))[:CASES]


def write_benchmark(source, folder, receipts):
    """The benchmark that users get, on the receipts of this check, and with a key."""
    with open(os.path.join(folder, "six.jsonl"), "w", encoding="utf-8") as file:
        file.writelines(json.dumps(record) + "\n" for record in receipts)
    with open(source, encoding="utf-8") as file:
        text = file.read()
    for pattern, line in [
        (r"^dataset: .*$", "dataset: six.jsonl"),
        (r"^split: .*\n", ""),
        (r"^( +)(output: .*)$", rf"\1\2\n\1key_env: {KEY}"),
    ]:
        text, count = re.subn(pattern, line, text, flags=re.MULTILINE)
        assert count == 1, f"{source}: {pattern} stands {count} times"
    path = os.path.join(folder, "local-model.yaml")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def status_with(key):
    parts = urllib.parse.urlsplit(os.environ[ENDPOINT])
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)
    connection.request("GET", "/v1/models", headers={"Authorization": f"Bearer {key}"})
    return connection.getresponse().status


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def check_result(checks, run):
    name, trials, tokens = run["name"], run["trials"], run["tokens"]
    checks.that(f"{name}: every trial is scored", trials["scored"] == CASES, trials)
    checks.that(f"{name}: no error", run["errors"] == {}, run["errors"])
    checks.that(f"{name}: not marked as simulated", run["simulated"] is False, run["simulated"])
    if name == MODEL:
        checks.that("usage comes from the server", tokens["estimated"] == 0, tokens)
        checks.that("input and output tokens are counted", min(tokens["input"], tokens["output"]) > 0, tokens)
        checks.that("cached tokens are counted", tokens["cached_input"] > 0, tokens)
        checks.that("an unknown price is null", run["cost"]["total_usd"] is None, run["cost"])
        checks.that("service time is measured", (run["latency"]["p50_s"] or 0) > 0, run["latency"])
        checks.that("time to first token is measured", (run["latency"]["ttft_p50_s"] or 0) > 0, run["latency"])
    else:
        checks.that("rules costs nothing", float(run["cost"]["total_usd"]) == 0, run["cost"])
        checks.that("rules reads no tokens", tokens["input"] == tokens["output"] == 0, tokens)
    right = sum(run["fields"][field]["correct"] for field in ("total", "date"))
    floor = MODEL_FLOOR if name == MODEL else RULES_FLOOR
    claim = f"{name}: at least {floor} of {2 * CASES} totals and dates are right ({right})"
    checks.that(claim, right >= floor, run["fields"])


def check_case(checks, peer, experiment, case):
    shown = json.loads(peer.run("show", experiment, "--case", case, "--json").stdout)
    checks.that("show has one execution a variant", [t["name"] for t in shown] == ["rules", MODEL], shown)
    trial = shown[-1]
    attempt = trial["attempts"][-1]
    answer = trial["output"]
    wanted = ["merchant", "date", "currency", "total"]
    checks.that("the answer has the schema's keys", answer is not None and list(answer) == wanted, answer)
    checks.that("it needed no repair", trial["repairs"] == [], trial["repairs"])
    checks.that("the server's name for the model is kept", attempt["model"] == MODEL, attempt["model"])
    body = attempt["body"]
    checks.that("the raw answer is kept", MODEL in body and '"stop"' in body, body[:200])
    held = [trial["text"], trial["expected"]]
    checks.that("the receipt and its truth are stored", all(held), held)


def check_attempts(checks, peer):
    rows = peer.rows(
        """
        SELECT a.*, b.chunk_offsets AS offsets, c.repairs, c.service_us, c.ttft_us FROM attempts a
        JOIN calls c ON c.id = a.call JOIN steps s ON s.id = c.step JOIN trials t ON t.id = s.trial
        JOIN runs r ON r.id = t.run LEFT JOIN bodies b ON b.attempt = a.id
        WHERE t.accepted = 1 ORDER BY a.id
        """
    )
    def every(holds):
        return all(holds(row) for row in rows)

    found = [dict(row) for row in rows]
    checks.that(f"the ledger has an attempt for each trial ({len(rows)})", len(rows) >= CASES, len(rows))
    checks.that("usage is present and not estimated", every(
        lambda r: r["usage_estimated"] == 0 and r["usage_inconsistent"] == 0), found)
    checks.that("each read and wrote tokens", every(
        lambda r: r["input_tokens"] + r["cached_input_tokens"] > 0 and r["output_tokens"] > 0), found)
    checks.that("some input came from the prompt cache", any(r["cached_input_tokens"] > 0 for r in rows), found)
    checks.that("sent, first byte, first content and end are in order", every(
        lambda r: 0 <= r["sent_us"] < r["first_byte_us"] <= r["first_content_us"] < r["done_us"]), found)
    checks.that("the time to first token is above 0 and within the service time", every(
        lambda r: 0 < r["ttft_us"] <= r["service_us"]), found)
    checks.that("no answer needed a repair", every(lambda r: json.loads(r["repairs"] or "[]") == []), found)
    check_offsets(checks, [row["offsets"] for row in rows])


def check_offsets(checks, stored):
    offsets = [[int(offset) for offset in text.split(",")] for text in stored if text]
    checks.that("the chunks' offsets are stored", len(offsets) == len(stored), f"{len(offsets)} of {len(stored)}")
    ascending = all(chunks[0] == 0 and chunks == sorted(chunks) for chunks in offsets)
    checks.that("they begin at 0 and ascend", ascending, offsets)
    checks.that("an answer came in many chunks", all(len(chunks) > 5 for chunks in offsets), offsets)


def check_repeat(checks, peer, benchmark, experiment):
    again = peer.run("run", benchmark, "--models", MODEL, "--concurrency", "1", "--json")
    checks.that("a second run ends with 0", again.returncode == 0, again.stderr[-500:])
    second = json.loads(again.stdout)
    digests = [
        peer.run("show", run["id"], "--digest").stdout.strip()
        for document in (experiment, second) for run in document["runs"] if run["name"] == MODEL
    ]
    checks.that("at temperature 0 it has the same result digest", len(set(digests)) == 1, digests)
    checks.that("it is an experiment of its own", second["experiment"] != experiment["experiment"], second)


def check_wrong_key(checks, peer, benchmark):
    store = "wrong-key.sqlite"
    wrong = peer.run(
        "run", benchmark, "--models", MODEL, "--limit", "1", "--json", store=store, **{KEY: "wrong"}
    )
    checks.that("a wrong key ends with 6", wrong.returncode == 6, wrong.stderr[-500:])
    checks.that("its trial is left to do", json.loads(wrong.stdout)["runs"][0]["trials"]["pending"] == 1, wrong.stdout)
    errors = [row["error"] for row in peer.rows("SELECT error FROM attempts", store)]
    checks.that("it was sent once, and refused as auth", errors == ["auth"], errors)
    resumed = peer.run("resume", "--json", store=store)
    checks.that("resume with the right key ends with 0", resumed.returncode == 0, resumed.stderr[-500:])
    trials = json.loads(resumed.stdout)["runs"][0]["trials"]
    checks.that("and scores the trial", trials["scored"] == 1 and trials["pending"] == 0, trials)


def check_unreachable(checks, peer, benchmark):
    endpoint = f"http://127.0.0.1:{free_port()}/v1"
    lost = peer.run(
        "run", benchmark, "--models", MODEL, "--limit", "1", "--json", store="lost.sqlite", **{ENDPOINT: endpoint}
    )
    checks.that("an endpoint where nobody listens ends with 6", lost.returncode == 6, lost.stderr[-500:])
    errors = {row["error"] for row in peer.rows("SELECT error FROM attempts", "lost.sqlite")}
    checks.that("its attempts failed to connect", errors == {"connect"}, errors)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("tally", "receipts", "benchmark", "folder"):
        parser.add_argument(f"--{name}", required=True)
    options = parser.parse_args()
    checks, peer = Checks(), Peer(options.tally, options.folder)

    checks.that("the server takes its key", status_with(os.environ[KEY]) == 200)
    checks.that("and no other", status_with("wrong") == 401)
    if checks.failed:
        sys.exit("another server answers at the address")

    receipts = shortest_receipts(options.receipts)
    benchmark = write_benchmark(options.benchmark, options.folder, receipts)
    # One request at a time: the server's arithmetic depends on what it computes together.
    run = peer.run("run", benchmark, "--concurrency", "1", "--json")
    checks.that("the run ends with 0", run.returncode == 0, run.stderr[-500:])
    experiment = json.loads(run.stdout)
    checks.that("it is complete", experiment["state"] == "complete", experiment["state"])
    for result in experiment["runs"]:
        check_result(checks, result)
    check_case(checks, peer, experiment["experiment"], receipts[0]["id"])
    check_attempts(checks, peer)
    check_repeat(checks, peer, benchmark, experiment)
    check_wrong_key(checks, peer, benchmark)
    check_unreachable(checks, peer, benchmark)
    peer.check_secrecy(checks, os.environ[KEY])
    print(f"{checks.failed} checks failed" if checks.failed else "all checks passed")
    sys.exit(1 if checks.failed else 0)


if __name__ == "__main__":
    main()
