"""Paired differences and tables: scipy, statsmodels, published intervals, and Tango's bound maximised anew."""
import numpy as np
from scipy import stats
from scipy.optimize import brentq
from statsmodels.stats.contingency_tables import mcnemar

from .probe import bounds

# (gained, lost, n, alpha, low, high, digits): Tango 1998 and the papers that work his interval.
PUBLISHED = [
    (0, 1, 44, 0.10, -0.096, 0.037, 3),  # Tango 1998, cross-over trial of contact lenses
    (9, 3, 32, 0.05, -0.027, 0.390, 3),  # Tango 1998
    (16, 8, 86, 0.05, -0.020, 0.207, 3),  # Agresti and Min 2005
    (1, 7, 21, 0.05, -0.517, -0.026, 3),  # Fagerland et al. 2014
    (3, 1, 14, 0.05, -0.1670, 0.4327, 4),  # Tang et al. 2010
    (25, 2, 102, 0.05, 0.139, 0.321, 3),  # Chang et al. 2024
]


def check(probe):
    rng = np.random.default_rng(3)
    differences(probe, rng)
    tests(probe)
    tango(probe)


def differences(probe, rng):
    calls = [{"a": rng.normal(0.2, 1, n), "b": rng.normal(0, 1, n)} for n in (2, 3, 10, 200)]
    expected = []
    for call in calls:
        test = stats.ttest_rel(call["a"], call["b"])
        interval = test.confidence_interval()
        expected.append([np.mean(call["a"] - call["b"]), interval.low, interval.high])
    answers = [bounds(x) for x in probe.ask("paired.mean", calls)]
    probe.compare("paired t interval is scipy's ttest_rel", calls, answers, expected)


def tests(probe):
    calls = [{"gained": g, "lost": l} for g in (0, 1, 2, 5, 18, 100, 1000) for l in (0, 1, 3, 31, 90, 1020)]
    answers = probe.ask("mcnemar", calls)
    expected = [
        float(mcnemar([[0, c["gained"]], [c["lost"], 0]]).pvalue) if c["gained"] + c["lost"] else 1.0 for c in calls
    ]
    probe.compare("exact McNemar is statsmodels'", calls, [x["exactP"] for x in answers], expected)
    expected = []
    for call in calls:
        n, least = call["gained"] + call["lost"], min(call["gained"], call["lost"])
        mid = 2 * stats.binom.cdf(least, n, 0.5) - stats.binom.pmf(least, n, 0.5)
        expected.append(min(1.0, mid) if n else 1.0)
    probe.compare("McNemar's mid-p is scipy's binomial", calls, [x["midP"] for x in answers], expected)


def restricted(gained, lost, n, delta):
    """The most likely share of lost cases when shares differ by delta: the root of the derived likelihood.

    It is searched as what it exceeds its least possible value by, where a difference of near numbers costs no digits.
    """
    same = n - gained - lost
    least, span = max(0.0, -delta), (1 - abs(delta)) / 2

    def slope(more):
        gain, loss = more + max(0.0, delta), more + least
        return (gained / gain if gained else 0) + (lost / loss if lost else 0) - (same / (span - more) if same else 0)

    low, high = span * 1e-15, span * (1 - 1e-15)
    if slope(low) <= 0:
        return least
    if slope(high) >= 0:
        return least + span
    return least + brentq(slope, low, high, xtol=1e-300, rtol=1e-15, maxiter=2000)


def score(gained, lost, n, delta):
    q = restricted(gained, lost, n, delta)
    variance = n * (2 * q + delta - delta * delta)
    distance = gained - lost - n * delta
    if abs(distance) < 1e-12 * n:
        return 0.0
    return np.copysign(np.inf, distance) if variance <= 0 else distance / np.sqrt(variance)


def lower(gained, lost, n, z):
    estimate = (gained - lost) / n
    if estimate == -1:
        return -1.0
    return brentq(lambda delta: min(score(gained, lost, n, delta), 1e6) - z, -1 + 1e-13, estimate, xtol=1e-15, rtol=1e-14)


def tango(probe):
    calls = [{"gained": g, "lost": l, "n": n, "alpha": alpha} for g, l, n, alpha, *_ in PUBLISHED]
    faults = []
    for answer, (g, l, n, alpha, low, high, digits) in zip(probe.ask("tango", calls), PUBLISHED):
        if round(answer["low"], digits) != low or round(answer["high"], digits) != high:
            faults.append(f"({g}, {l}, {n}): {answer['low']}, {answer['high']} instead of {low}, {high}")
    probe.claim(f"Tango's interval gives {len(PUBLISHED)} published examples to their last digit", faults)

    calls, expected = [], []
    for n in (1, 2, 5, 20, 44, 200, 2000):
        for gained in sorted({0, 1, 2, n // 10, n // 3, n}):
            for lost in sorted({0, 1, n // 20, n // 5, n}):
                if gained + lost > n:
                    continue
                for alpha in (0.05, 0.1):
                    z = stats.norm.ppf(1 - alpha / 2)
                    calls.append({"gained": gained, "lost": lost, "n": n, "alpha": alpha})
                    expected.append([(gained - lost) / n, lower(gained, lost, n, z), -lower(lost, gained, n, z)])
    answers = [bounds(x) for x in probe.ask("tango", calls)]
    probe.compare("Tango's interval is that of the likelihood maximised by scipy's brentq", calls, answers, expected)
