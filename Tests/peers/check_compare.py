#!/usr/bin/env python3
"""Computes a comparison anew from a store's rows.

Usage: check_compare.py --store STORE --compare FILE.json   (FILE.json is what `tally compare A B --json` printed)
"""
import argparse
import json
import math
import sqlite3
import sys

import numpy as np
from scipy import stats
from scipy.optimize import brentq
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests

ROWS = """
    SELECT k.case_id, s.document_exact, s.annotated, s.right, c.service_us / 1e6, c.censored, c.warm_up,
        (SELECT SUM(a.cost_nanodollars) / 1e9 FROM attempt_costs a WHERE a.trial = t.id AND a.billed = 'billed'),
        s.outcomes, t.state
    FROM trials t JOIN cases k ON k.id = t.case_row JOIN runs r ON r.id = t.run
    JOIN steps p ON p.trial = t.id JOIN calls c ON c.step = p.id AND c.decisive = 1
    LEFT JOIN trial_scores s ON s.trial = t.id
    WHERE r.ulid = ? AND t.accepted = 1
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", required=True)
    parser.add_argument("--compare", required=True)
    options = parser.parse_args()
    document = json.load(open(options.compare))
    pair = document["pairs"][0]
    store = sqlite3.connect(options.store)
    sides = [
        {row[0]: row[1:] for row in store.execute(ROWS, (run["id"],))}
        for run in (document["baseline"], pair["candidate"])
    ]
    ids = sorted(set(sides[0]) & set(sides[1]))
    failed = 0

    def check(claim, found, expected, digits=9):
        nonlocal failed
        pairs = list(zip(np.atleast_1d(found), np.atleast_1d(expected)))
        holds = len(np.atleast_1d(found)) == len(np.atleast_1d(expected)) and all(
            math.isclose(a, b, rel_tol=10.0**-digits, abs_tol=1e-12) for a, b in pairs)
        failed += not holds
        print(("ok    " if holds else "FAIL  ") + claim + ("" if holds else f": {found} instead of {expected}"))

    def bounds(estimate):
        return [estimate["value"], estimate["low"], estimate["high"]]

    def paired(column):
        kept = [i for i in ids if sides[0][i][column] is not None and sides[1][i][column] is not None]
        return tuple(np.array([float(side[i][column]) for i in kept]) for side in sides)

    metrics = pair["metrics"]
    base, new = paired(0)
    check("cases compared", pair["cases"]["count"], len(ids))
    check("document exact on both sides", [metrics["document_exact"]["baseline"], metrics["document_exact"]["candidate"]],
          [base.mean(), new.mean()])
    lost, gained = int(((base == 1) & (new == 0)).sum()), int(((base == 0) & (new == 1)).sum())
    check("cases lost and won", [len(pair["flips"]["lost"]), len(pair["flips"]["gained"])], [lost, gained])
    expected = {i for i in ids if sides[0][i][0] == 1 and sides[1][i][0] == 0}
    check("they are the same cases", len(expected ^ set(pair["flips"]["lost"])), 0)
    check("exact McNemar", pair["flips"]["exact_p"], mcnemar([[0, gained], [lost, 0]]).pvalue)
    changed, least = gained + lost, min(gained, lost)
    mid = min(1, 2 * stats.binom.cdf(least, changed, 0.5) - stats.binom.pmf(least, changed, 0.5))
    check("McNemar's mid-p", [pair["flips"]["mid_p"], metrics["document_exact"]["p"]], [mid, mid])

    shares = [np.array([side[i][2] / side[i][1] if side[i][8] == "answered" else 0.0 for i in ids]) for side in sides]
    test = stats.ttest_rel(shares[1], shares[0])
    interval = test.confidence_interval()
    check("field accuracy: scipy's paired t interval", bounds(metrics["field_accuracy"]["difference"]),
          [(shares[1] - shares[0]).mean(), interval.low, interval.high])

    base, new = paired(6)
    interval = stats.ttest_rel(new, base).confidence_interval()
    check("cost a document: scipy's paired t interval", bounds(metrics["cost_per_document"]["difference"]),
          [(new - base).mean(), interval.low, interval.high])
    t = stats.t.ppf(0.975, len(base) - 1)

    def statistic(theta, sign):
        part = new - theta * base
        return part.mean() - sign * t * part.std(ddof=1) / math.sqrt(len(part))

    ratio = new.mean() / base.mean()
    check("its change: the roots of Fieller's statistic", bounds(metrics["cost_per_document"]["change"]),
          [ratio - 1, brentq(lambda x: statistic(x, 1), 1e-9, ratio) - 1, brentq(lambda x: statistic(x, -1), ratio, 9) - 1])

    kept = [i for i in ids if all(side[i][3] is not None and not side[i][4] and not side[i][5] for side in sides)]
    times = [np.array([side[i][3] for i in kept]) for side in sides]
    logs = np.log(times[1]) - np.log(times[0])
    reach = t_of(logs)
    check("latency: the t interval of the log ratio", bounds(metrics["latency"]["difference"]),
          [math.expm1(x) for x in (logs.mean(), logs.mean() - reach, logs.mean() + reach)], 6)
    check("p95 by nearest rank", [metrics["latency_p95"]["baseline"], metrics["latency_p95"]["candidate"]],
          [sorted(x)[math.ceil(0.95 * len(x) - 1e-9) - 1] for x in times], 6)

    names = list(pair["fields"])
    for name in names:
        right = []
        for side in sides:
            outcomes = {i: json.loads(side[i][7]) for i in ids}
            right.append({i: outcomes[i][name][0] in ("correct", "absent") and side[i][8] == "answered"
                          for i in ids if name in outcomes[i]})
        common = set(right[0]) & set(right[1])
        check(f"{name} on both sides", [pair["fields"][name]["baseline"], pair["fields"][name]["candidate"]],
              [np.mean([side[i] for i in common]) for side in right])
    adjusted = multipletests([pair["fields"][name]["p"] for name in names], method="fdr_bh")[1]
    check("fields adjusted by statsmodels' Benjamini-Hochberg", [pair["fields"][name]["p_adjusted"] for name in names],
          adjusted)
    tested = [name for name in metrics if metrics[name]["p"] is not None]
    adjusted = multipletests([metrics[name]["p"] for name in tested], method="holm")[1]
    check("headline claims adjusted by statsmodels' Holm", [metrics[name]["p_adjusted"] for name in tested], adjusted)

    print(f"{failed} checks failed" if failed else "all checks passed")
    sys.exit(1 if failed else 0)


def t_of(values):
    n = len(values)
    return stats.t.ppf(0.975, n - 1) * values.std(ddof=1) / math.sqrt(n)


if __name__ == "__main__":
    main()
