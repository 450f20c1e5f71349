"""Verdicts, adjusted p values, sample sizes, looks and fronts: statsmodels, gsdesign, scipy."""
import math

import numpy as np
from gsdesign import h1, hupdate
from scipy import stats
from scipy.optimize import brentq
from scipy.spatial import ConvexHull
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import NormalIndPower

from .paired import restricted
from .probe import number
from .resampling import indices

# The statistics' own definition of sizes, from its table of worked figures.
STATED = [
    ("n.mcnemar", {"d": 0.02, "discordance": 0.1}, 1960), ("n.mcnemar", {"d": 0.03, "discordance": 0.1}, 870),
    ("n.noninferiority", {"margin": 0.03, "discordance": 0.1, "d": 0}, 687),
    ("n.noninferiority", {"margin": 0.03, "discordance": 0.1, "d": -0.02}, 6158),
]


def check(probe):
    rng = np.random.default_rng(4)
    adjusted(probe, rng)
    sizes(probe)
    verdicts(probe, rng)
    looks(probe)
    fronts(probe, rng)


def adjusted(probe, rng):
    calls = [{"p": np.round(rng.uniform(0, 1, n) ** 3, digits)} for n in (1, 2, 5, 30) for digits in (2, 12)]
    for name, method in (("holm", "holm"), ("benjamini-hochberg", "fdr_bh")):
        expected = [multipletests(call["p"], method=method)[1] for call in calls]
        probe.compare(f"{name} is statsmodels' multipletests", calls, probe.ask(name, calls), expected)


def sizes(probe):
    calls = [{"d": d, "between": v, "withinA": 0, "withinB": 0, "repeatsA": 1, "repeatsB": 1, "power": power}
             for d in (0.01, 0.05, 0.3) for v in (0.02, 0.25) for power in (0.8, 0.9)]

    def needed(call):
        effect = call["d"] / math.sqrt(call["between"])
        power = NormalIndPower().power
        return math.ceil(brentq(lambda n: power(effect, n, 0.05, ratio=0) - call["power"], 1, 1e7, xtol=1e-9))

    expected = [needed(call) for call in calls]
    probe.compare("sample sizes of superiority are statsmodels'", calls, probe.ask("n.superiority", calls), expected, 0)
    calls = [{"margin": margin, "discordance": pd, "d": d, "power": 0.8} for margin in (0.02, 0.05)
             for pd, d in ((0.05, 0), (0.1, -0.01), (0.3, 0.02), (0.02, 0))]
    expected = []
    for call in calls:
        gained, lost = (call["discordance"] + call["d"]) / 2, (call["discordance"] - call["d"]) / 2
        supposed = 2 * restricted(gained, lost, 1, -call["margin"]) - call["margin"] - call["margin"] ** 2
        sum_ = stats.norm.ppf(0.95) * math.sqrt(supposed) + stats.norm.ppf(0.8) * math.sqrt(gained + lost - call["d"] ** 2)
        expected.append(math.ceil(sum_**2 / (call["margin"] + call["d"]) ** 2))
    probe.compare("sample sizes of the score are from scipy's maximised likelihood", calls,
                  probe.ask("n.noninferiority.score", calls), expected, 0)
    calls = [{**call, "n": n} for call in calls for n in (50, 400)]
    expected = []
    for call in calls:
        gained, lost = (call["discordance"] + call["d"]) / 2, (call["discordance"] - call["d"]) / 2
        supposed = 2 * restricted(gained, lost, 1, -call["margin"]) - call["margin"] - call["margin"] ** 2
        shift = (call["margin"] + call["d"]) * math.sqrt(call["n"]) - stats.norm.ppf(0.95) * math.sqrt(supposed)
        expected.append(stats.norm.cdf(shift / math.sqrt(gained + lost - call["d"] ** 2)))
    probe.compare("the score's power is from the same likelihood", calls, probe.ask("power.noninferiority.score", calls),
                  expected)
    faults = []
    for function, call, n in STATED:
        found = probe.ask(function, [{**call, "power": 0.8}])[0]
        if found != n:
            faults.append(f"{function} {call}: {found} instead of {n}")
    probe.claim("sample sizes of McNemar's test and non-inferiority are those of the definition", faults)


def verdicts(probe, rng):
    calls, expected = [], []
    for n in (20, 134, 500):
        for margin in (0.02, 0.05):
            gained, lost = rng.binomial(n, 0.04), rng.binomial(n, 0.06)
            calls.append({"gained": gained, "lost": lost, "n": n, "margin": margin})
    tango = probe.ask("tango", [{**call, "alpha": 0.1} for call in calls])
    for call, interval in zip(calls, tango):
        expected.append("FAIL" if interval["high"] < -call["margin"]
                        else "PASS" if interval["low"] > -call["margin"] else "INCONCLUSIVE")
    answers = probe.ask("noninferiority.table", calls)
    faults = [f"{call}: {answer['verdict']} instead of {verdict}"
              for call, answer, interval, verdict in zip(calls, answers, tango, expected)
              if answer["verdict"] != verdict or answer["low"] != interval["low"]]
    probe.claim("verdicts follow from the two-sided 90 % interval", faults)


def crossing(fractions, scores, drift):
    """The chance of a first crossing at each look, by gsdesign's integration with a fine grid."""
    density, chances = None, []
    for k, (t, z) in enumerate(zip(fractions, scores)):
        if k == 0:
            chances.append(stats.norm.sf(z - drift * math.sqrt(t)))
            density = h1(160, drift, t, -np.inf, z)
        else:
            before = fractions[k - 1]
            chances.append(hupdate(160, drift, t, z, np.inf, drift, before, density)[2].sum())
            density = hupdate(160, drift, t, -np.inf, z, drift, before, density)
    return np.cumsum(chances)


def looks(probe):
    calls = [{"fractions": f, "alpha": alpha, "spending": spending}
             for f in ([1], [0.5, 1], [0.25, 0.5, 0.75, 1], [0.1, 0.3, 0.35, 0.9], list(np.arange(1, 11) / 10))
             for alpha in (0.05, 0.025) for spending in ("obrien-fleming", "pocock")]
    answers, spent = probe.ask("looks", calls), []
    for call in calls:
        t, alpha = np.array(call["fractions"]), call["alpha"]
        spent.append(2 * stats.norm.sf(stats.norm.ppf(1 - alpha / 2) / np.sqrt(t)) if call["spending"] != "pocock"
                     else alpha * np.log(1 + (np.e - 1) * t))
    probe.compare("spending is Lan and DeMets'", calls, [x["spent"] for x in answers], spent)
    reached = [crossing(call["fractions"], [number(z) for z in x["z"]], 0) for call, x in zip(calls, answers)]
    # Simpson's rule of the peer is good to about 1e-8.
    probe.compare("boundaries spend just that by gsdesign's integration", calls, reached, spent, 1e-6, 1e-9)

    calls = [{"fractions": f, "scores": [1.9] * len(f), "drift": drift}
             for f in ([0.3, 1], [0.2, 0.4, 0.6, 0.8, 1]) for drift in (-1, 0, 2.5)]
    expected = [crossing(c["fractions"], c["scores"], c["drift"]) for c in calls]
    probe.compare("crossing probabilities are gsdesign's", calls, probe.ask("crossing", calls), expected, 1e-6, 1e-9)

    t = np.array([0.3, 0.6, 1.0])
    covariance = np.sqrt(np.minimum.outer(t, t) / np.maximum.outer(t, t))
    chance = 1 - stats.multivariate_normal(cov=covariance, abseps=1e-9, releps=1e-9, maxpts=10**7).cdf([2.2, 2.0, 1.8])
    calls = [{"fractions": t, "scores": [2.2, 2.0, 1.8]}]
    last = [x[-1] for x in probe.ask("crossing", calls)]
    probe.compare("and scipy's multivariate normal", calls, last, [chance], 1e-5)


def dominated(points, index):
    others = np.delete(points, index, axis=0)
    mine = points[index]
    return bool(np.any(np.all(others <= mine, axis=1) & np.any(others < mine, axis=1)))


def fronts(probe, rng):
    calls = [{"points": np.round(rng.uniform(0, 1, (n, k)), 2)} for n in (1, 2, 10, 60) for k in (2, 3)]
    answers, faults = probe.ask("pareto", calls), []
    for call, answer in zip(calls, answers):
        least = call["points"] * np.array([1, -1, 1])[: call["points"].shape[1]]
        wanted = [i for i in range(len(least)) if not dominated(least, i)]
        if answer["front"] != wanted:
            faults.append(f"front {answer['front']} instead of {wanted}")
    probe.claim("fronts are what a search of all pairs leaves", faults)

    calls = [{"points": rng.uniform(0, 1, (n, 2))} for n in (5, 20, 100)]
    faults = []
    for call, answer in zip(calls, probe.ask("pareto", calls)):
        points = call["points"]
        # Far points close the hull below and to the right, so that only its upper left part is left.
        corners = [[points[:, 0].max() + 9, points[:, 1].max()], [points[:, 0].min(), -9], [points[:, 0].max() + 9, -9]]
        vertices = {v for v in ConvexHull(np.vstack([points, corners])).vertices if v < len(points)}
        if set(answer["hull"]) != vertices:
            faults.append(f"hull {answer['hull']} instead of {sorted(vertices)}")
    probe.claim("hulls are scipy's ConvexHull", faults)

    n, seed = 81, 9
    costs, correct = rng.lognormal(0, 0.5, (4, n)) * [[1], [1.1], [2], [2]], (rng.uniform(size=(4, n)) < 0.8) * 1.0
    latencies = rng.lognormal(0, 1, (4, n))
    drawn = indices(seed, 400, n)
    points = np.stack([costs[:, drawn].mean(2), -correct[:, drawn].mean(2),
                       np.quantile(latencies[:, drawn], 0.9, axis=2, method="inverted_cdf")], axis=2)
    wanted = [np.mean([not dominated(points[:, r], v) for r in range(400)]) for v in range(4)]
    calls = [{"costs": costs, "correct": correct, "latencies": latencies, "q": 0.9, "seed": seed, "resamples": 400}]
    probe.compare("chances to be on the front are numpy's over the same resamples", calls,
                  probe.ask("pareto.bootstrap", calls), [wanted])
