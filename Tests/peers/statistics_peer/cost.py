"""Ratios, cascades and caches: numpy and plain searches."""
from collections import OrderedDict

import numpy as np
from scipy import stats
from scipy.optimize import brentq

from .probe import bounds


def check(probe):
    rng = np.random.default_rng(5)
    ratios(probe, rng)
    changes(probe, rng)
    expected_cost(probe, rng)
    cascades(probe, rng)
    caches(probe, rng)


def ratios(probe, rng):
    calls, expected = [], []
    for n, count in ((10, None), (200, None), (60, 12)):
        costs, correct = rng.lognormal(0, 0.5, (2, n)), (rng.uniform(size=(2, n)) < 0.8) * 1.0
        groups = None if count is None else np.arange(n) % count
        rho = costs.sum(1) / correct.sum(1)
        parts = (costs - rho[:, None] * correct) / correct.mean(1)[:, None]
        part = parts[0] - parts[1]
        variance, freedom = np.var(part, ddof=1) / n, n - 1
        if count is not None:
            # The mean of the parts is 0, so their squares are their deviations'.
            cross = np.sum(np.bincount(groups, part) ** 2) - np.sum(part**2)
            variance, freedom = count / (count - 1) * (variance + cross / n**2), count - 1
        reach = stats.t.ppf(0.975, freedom) * np.sqrt(variance)
        calls.append({"costsA": costs[0], "correctA": correct[0], "costsB": costs[1], "correctB": correct[1],
                      "groups": groups})
        expected.append([rho[0] - rho[1], rho[0] - rho[1] - reach, rho[0] - rho[1] + reach])
    answers = [bounds(x) for x in probe.ask("ratio.difference", calls)]
    probe.compare("differences of costs per correct document are by the delta method", calls, answers, expected)


def changes(probe, rng):
    """Fieller's bounds as the roots of the t statistic of a - theta b, and the ratio of two ratios on the log scale."""
    calls, expected = [], []
    for n, count, alpha in ((8, None, 0.05), (60, None, 0.1), (60, 12, 0.1), (300, None, 0.05)):
        a, b = rng.lognormal(0.1, 0.4, n), rng.lognormal(0, 0.4, n)
        groups = None if count is None else np.arange(n) % count
        freedom = n - 1 if count is None else count - 1
        t = stats.t.ppf(1 - alpha / 2, freedom)

        def distance(theta, sign):
            part = a - theta * b
            deviations = part - part.mean()
            variance = np.var(part, ddof=1) / n
            if groups is not None:
                cross = np.sum(np.bincount(groups, deviations) ** 2) - np.sum(deviations**2)
                variance = count / (count - 1) * (variance + cross / n**2)
            return part.mean() - sign * t * np.sqrt(variance)

        value = a.mean() / b.mean()
        low = brentq(lambda theta: distance(theta, 1), 1e-6, value, xtol=1e-15, rtol=1e-14)
        high = brentq(lambda theta: distance(theta, -1), value, 50 * value, xtol=1e-15, rtol=1e-14)
        calls.append({"a": a, "b": b, "groups": groups, "alpha": alpha})
        expected.append([value - 1, low - 1, high - 1])
    answers = [bounds(x) for x in probe.ask("relative.change", calls)]
    probe.compare("relative changes are scipy's roots of Fieller's statistic", calls, answers, expected)

    calls, expected = [], []
    for n in (10, 200):
        costs, correct = rng.lognormal(0, 0.5, (2, n)), (rng.uniform(size=(2, n)) < 0.8) * 1.0
        rho = costs.sum(1) / correct.sum(1)
        parts = (costs - rho[:, None] * correct) / costs.mean(1)[:, None]
        reach = stats.t.ppf(0.975, n - 1) * np.sqrt(np.var(parts[0] - parts[1], ddof=1) / n)
        ratio = rho[0] / rho[1]
        calls.append({"costsA": costs[0], "correctA": correct[0], "costsB": costs[1], "correctB": correct[1]})
        expected.append([ratio - 1, ratio * np.exp(-reach) - 1, ratio * np.exp(reach) - 1])
    answers = [bounds(x) for x in probe.ask("ratio.relative", calls)]
    probe.compare("changes of cost per correct document are by the delta method on the log scale", calls, answers, expected)


def expected_cost(probe, rng):
    calls, expected = [], []
    for n in (5, 300):
        costs, correct, flagged = rng.lognormal(0, 0.5, n), rng.integers(0, 2, n) * 1.0, rng.integers(0, 2, n) * 1.0
        value = costs + 2 * flagged + 7 * (1 - correct) * (1 - flagged)
        low, high = stats.ttest_1samp(value, 0).confidence_interval()
        calls.append({"review": 2, "error": 7, "costs": costs, "correct": correct, "flagged": flagged})
        expected.append([value.mean(), max(0, low), high])
    probe.compare("expected cost is the mean of its parts with scipy's t", calls,
                  [bounds(x) for x in probe.ask("expected-cost", calls)], expected)


def cascades(probe, rng):
    faults = []
    for n in (1, 7, 100):
        correct, costs = (rng.uniform(size=(2, n)) < 0.7) * 1.0, rng.lognormal(0, 1, (2, n))
        signals = np.round(rng.uniform(size=n), 1)
        call = {"correctA": correct[0], "costsA": costs[0], "correctB": correct[1], "costsB": costs[1], "signals": signals}
        curve = probe.ask("cascade.curve", [call])[0]
        if len(curve) != len(np.unique(signals)) + 1:
            faults.append(f"{len(curve)} points")
        for point in curve:
            over = signals < float(point["threshold"])
            wanted = [over.mean(), np.where(over, correct[1], correct[0]).mean(), (costs[0] + over * costs[1]).mean()]
            found = [point["escalated"], point["accuracy"], point["cost"]]
            if not np.allclose(found, wanted, rtol=1e-9, atol=1e-12):
                faults.append(f"{found} instead of {wanted} at {point['threshold']}")
        oracle = probe.ask("cascade.oracle", [call])[0]
        best = np.maximum(correct[0], correct[1]).mean()
        if abs(oracle[-1]["accuracy"] - best) > 1e-9:
            faults.append(f"the oracle ends at {oracle[-1]['accuracy']} instead of {best}")
    probe.claim("curves of a cascade are numpy's at every threshold", faults)


def hits(keys, times, size, lifetime, renew):
    stored, count = OrderedDict(), 0
    for key, time in zip(keys, times):
        if key in stored and time - stored[key] <= lifetime:
            count += 1
            stored.move_to_end(key)
            if renew:
                stored[key] = time
            continue
        if key not in stored and len(stored) >= size:
            stored.popitem(last=False)
        stored[key] = time
        stored.move_to_end(key)
    return count


def caches(probe, rng):
    keys, times = rng.zipf(1.3, 3000) % 500, np.sort(rng.uniform(0, 1000, 3000))
    calls = [{"keys": keys, "times": times, "size": size, "lifetime": lifetime, "renew": renew}
             for size in (1, 10, 100, None) for lifetime in (1, 50, None) for renew in (0, 1)]
    expected = [hits(keys, times, c["size"] or 10**9, c["lifetime"] or np.inf, c["renew"]) for c in calls]
    probe.compare("hits of a cache are those of an OrderedDict", [{k: c[k] for k in ("size", "lifetime")} for c in calls],
                  probe.ask("cache", calls), expected, 0)
