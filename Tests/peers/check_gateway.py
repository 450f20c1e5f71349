#!/usr/bin/env python3
"""Checks `tally` against the LiteLLM gateway by each interface it speaks; started by gateway.sh, which owns it.

The gateway answers every receipt with the same JSON, so accuracy is known; usage and cost are compared with what the
gateway itself says.
"""
import argparse
import json
import os
import pathlib
import signal
import sqlite3
import sys
import time
import urllib.error
import urllib.request

from gateway import ANSWER
from peer import Checks, Peer

KEY = "GATEWAY_KEY"
CASES = 3
BENCHMARK = """
name: gateway
dataset: receipts.jsonl
task: {fields: [merchant, date, currency, total]}
variants: [chat, chat-whole, responses, azure, azure-whole, claude, claude-streamed]
profiles:
  chat:
    {provider: openai, model: gpt-4o, endpoint: "${GATEWAY}/v1", key_env: GATEWAY_KEY, price: openai/gpt-4o}
  chat-whole:
    {provider: openai, model: gpt-4o, endpoint: "${GATEWAY}/v1", key_env: GATEWAY_KEY, price: openai/gpt-4o,
     stream: false}
  responses:
    {provider: openai, model: gpt-4o, endpoint: "${GATEWAY}/v1", key_env: GATEWAY_KEY, price: openai/gpt-4o,
     api: responses, stream: false}
  responses-streamed:
    {provider: openai, model: gpt-4o, endpoint: "${GATEWAY}/v1", key_env: GATEWAY_KEY, api: responses}
  azure:
    {provider: azure, model: gpt-4o, endpoint: "${GATEWAY}", key_env: GATEWAY_KEY, price: azure/,
     api_version: 2024-10-21}
  azure-whole:
    {provider: azure, model: gpt-4o, endpoint: "${GATEWAY}", key_env: GATEWAY_KEY, price: azure/,
     api_version: 2024-10-21, stream: false}
  claude:
    {provider: anthropic, model: claude, endpoint: "${GATEWAY}", key_env: GATEWAY_KEY, stream: false, output: prompt}
  claude-streamed:
    {provider: anthropic, model: claude, endpoint: "${GATEWAY}", key_env: GATEWAY_KEY, output: prompt}
  limited:
    {provider: openai, model: limited, endpoint: "${GATEWAY}/v1", key_env: GATEWAY_KEY}
  nobody:
    {provider: openai, model: nobody, endpoint: "${GATEWAY}/v1", key_env: GATEWAY_KEY}
"""
VARIANTS = ["chat", "chat-whole", "responses", "azure", "azure-whole", "claude", "claude-streamed"]
RECEIPT = """Blumenhaus Sommer
Lindenweg 8
20095 Hamburg
03.09.2024 14:05 Kasse {number}
Rosen 2 x 12,50 25,00
Vase 14,90
SUMME EUR 39,90
"""


def write_benchmark(folder, name, variants):
    text = BENCHMARK.replace(", ".join(VARIANTS), ", ".join(variants))
    path = folder / name
    path.write_text(text)
    with open(folder / "receipts.jsonl", "w", encoding="utf-8") as file:
        for number in range(1, CASES + 1):
            record = {"id": f"case-{number}", "text": RECEIPT.format(number=number), "expected": ANSWER}
            file.write(json.dumps(record) + "\n")
    return str(path)


def ask(path, key, body):
    """The gateway's own answer: status, headers, document."""
    request = urllib.request.Request(
        os.environ["GATEWAY"] + path, json.dumps(body).encode(),
        {"content-type": "application/json", "authorization": f"Bearer {key}"},
    )
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return response.status, response.headers, json.load(response)
    except urllib.error.HTTPError as error:
        return error.code, error.headers, json.load(error)


def chat(key, model="gpt-4o"):
    return ask("/v1/chat/completions", key, {"model": model, "messages": [{"role": "user", "content": "a receipt"}]})


def check_result(checks, run):
    name, trials, tokens = run["name"], run["trials"], run["tokens"]
    checks.that(f"{name}: all {CASES} trials are scored, without an error",
                trials["scored"] == CASES and run["errors"] == {}, [trials, run["errors"]])
    checks.that(f"{name}: every document is right", run["document_exact"]["value"] == 1, run["document_exact"])
    checks.that(f"{name}: tokens are counted and not estimated",
                tokens["estimated"] == 0 and min(tokens["input"], tokens["output"]) > 0, tokens)
    model = "claude" if name.startswith("claude") else "gpt-4o"
    checks.that(f"{name}: the model that answered is kept", run["returned_models"] == {model: CASES},
                run["returned_models"])
    priced = not name.startswith("claude")
    checks.that(f"{name}: it is {'priced' if priced else 'unpriced, not free'}",
                (run["cost"]["total_usd"] is not None) == priced, run["cost"])


def usage(body):
    """Tokens read and written by the gateway's own words, whatever the interface calls them."""
    told = json.loads(body)["usage"]
    return told.get("prompt_tokens", told.get("input_tokens")), told.get("completion_tokens", told.get("output_tokens"))


def check_attempts(checks, peer, experiment):
    rows = peer.rows(
        """
        SELECT r.name, r.ulid AS run, c.case_id, a.* FROM attempts a
        JOIN trials t ON t.id = a.trial JOIN runs r ON r.id = t.run JOIN cases c ON c.id = t.case_row
        WHERE t.accepted = 1 ORDER BY a.id
        """
    )
    checks.that(f"the ledger has an attempt for each trial ({len(rows)})", len(rows) == CASES * len(VARIANTS), len(rows))
    for name in VARIANTS:
        own = [row for row in rows if row["name"] == name]
        shown = json.loads(peer.run("show", own[0]["run"], "--case", "case-1", "--json").stdout)
        trial = next(trial for trial in shown if trial["attempts"])
        attempt = trial["attempts"][-1]
        stored = [(row["input_tokens"] + row["cached_input_tokens"], row["output_tokens"])
                  for row in own if row["case_id"] == "case-1"]
        checks.that(f"{name}: stored tokens are those of the raw answer", stored == [usage(attempt["body"])],
                    [stored, attempt["body"][:400]])
        checks.that(f"{name}: the answer is what the model wrote", trial["output"] == ANSWER, trial["output"])
        if name in ("chat", "azure"):
            checks.that(f"{name}: the first content comes before the end",
                        all(row["sent_us"] < row["first_byte_us"] <= row["first_content_us"] < row["done_us"] for row in own),
                        [dict(row) for row in own])


def check_cost(checks, run):
    """The same tokens cost the same by Tally's prices and by the gateway's."""
    _, headers, document = chat(os.environ[KEY])
    theirs = float(headers["x-litellm-response-cost"])
    tokens = document["usage"]
    same = run["tokens"]["input"] == CASES * tokens["prompt_tokens"]
    checks.that("the gateway counts a mock's tokens alike each time", same, [run["tokens"], tokens])
    ours = run["cost"]["total_usd"]
    checks.that(f"and its price for them is Tally's ({CASES} x ${theirs:.6f})",
                abs(ours - CASES * theirs) < 1e-9, [ours, CASES * theirs])


def check_wrong_key(checks, peer, benchmark):
    for name in ("chat", "azure", "claude"):
        store = f"wrong-{name}.sqlite"
        wrong = peer.run("run", benchmark, "--models", name, "--limit", "1", "--json", store=store, **{KEY: "wrong"})
        errors = [row["error"] for row in peer.rows("SELECT error FROM attempts", store)]
        checks.that(f"{name}: a wrong key ends with 6, sent once and refused as auth",
                    wrong.returncode == 6 and errors == ["auth"], [wrong.returncode, errors, wrong.stderr[-300:]])
    resumed = peer.run("resume", "--json", store="wrong-chat.sqlite")
    checks.that("resume with the right key ends with 0", resumed.returncode == 0, resumed.stderr[-500:])


def check_refusals(checks, peer, folder):
    """An unknown model, and a stream of responses, which the gateway's mocks do not know."""
    # A server's error is a result after its retries; a wrong request ends the lane.
    for name, code, error, words in [
        ("nobody", 6, "bad_request", "Invalid model name"),
        ("responses-streamed", 0, "server_error", "Error processing stream start"),
    ]:
        store = f"{name}.sqlite"
        benchmark = write_benchmark(folder, f"{name}.yaml", [name])
        result = peer.run("run", benchmark, "--limit", "1", "--json", store=store)
        checks.that(f"{name}: it ends with {code}", result.returncode == code, result.stderr[-300:])
        rows = [dict(row) for row in peer.rows("SELECT error, message FROM attempts", store)]
        checks.that(f"{name}: the gateway's words are kept: {rows[0]['message'][:50]}",
                    all(row["error"] == error and words in row["message"] and "{" not in row["message"] for row in rows),
                    rows[:2])


def check_limited(checks, peer, folder):
    """The gateway refuses without a Retry-After; a lane that is refused waits longer than this check does."""
    store = "limited.sqlite"
    query = "SELECT error, status, message FROM attempts WHERE error IS NOT NULL"
    with peer.start("run", write_benchmark(folder, "limited.yaml", ["limited"]), store=store) as process:
        rows = []
        deadline = time.monotonic() + 60
        while len(rows) < 2 and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.2)
            try:
                rows = [dict(row) for row in peer.rows(query, store)]
            except sqlite3.OperationalError:  # not made yet
                continue
        process.send_signal(signal.SIGINT)
        code = process.wait(timeout=60)
    known = len(rows) >= 2 and all((row["error"], row["status"]) == ("rate_limited", 429) for row in rows)
    checks.that("limited: a 429 without Retry-After is tried again, as rate_limited", known, rows)
    checks.that("limited: Ctrl-C ends it with 130", code == 130, code)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tally", required=True)
    parser.add_argument("--folder", required=True, type=pathlib.Path)
    options = parser.parse_args()
    checks, peer = Checks(), Peer(options.tally, str(options.folder))

    checks.that("the gateway takes its key", chat(os.environ[KEY])[0] == 200)
    checks.that("and no other", chat("wrong")[0] == 401)
    if checks.failed:
        sys.exit("another server answers at the address")

    benchmark = write_benchmark(options.folder, "gateway.yaml", VARIANTS)
    result = peer.run("run", benchmark, "--json")
    checks.that("the run ends with 0", result.returncode == 0, result.stderr[-800:])
    experiment = json.loads(result.stdout)
    for run in experiment["runs"]:
        check_result(checks, run)
    check_attempts(checks, peer, experiment)
    check_cost(checks, next(run for run in experiment["runs"] if run["name"] == "chat-whole"))
    check_wrong_key(checks, peer, benchmark)
    check_refusals(checks, peer, options.folder)
    check_limited(checks, peer, options.folder)
    peer.check_secrecy(checks, os.environ[KEY])
    print(f"{checks.failed} checks failed" if checks.failed else "all checks passed")
    sys.exit(1 if checks.failed else 0)


if __name__ == "__main__":
    main()
