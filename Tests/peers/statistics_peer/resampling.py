"""Bootstrap and permutations: numpy draws the same resamples, scipy makes the intervals."""
import numpy as np
from scipy import stats
from scipy.stats._resampling import BootstrapResult

from .probe import bounds


def words(seed, count):
    """SplitMix64 (Steele, Lea and Flood 2014)."""
    with np.errstate(over="ignore"):
        z = np.uint64(seed) + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))


def indices(seed, resamples, n):
    """The draws of each resample: two indices a word, the lower half first."""
    drawn = words(seed, resamples * ((n + 1) // 2)).reshape(resamples, -1)
    low = ((drawn & np.uint64(0xFFFFFFFF)) * np.uint64(n)) >> np.uint64(32)
    high = ((drawn >> np.uint64(32)) * np.uint64(n)) >> np.uint64(32)
    return np.stack([low, high], axis=2).reshape(resamples, -1)[:, :n].astype(np.int64)


def rounded(statistic):
    """Resamples that hold every case once are equal to the sample but for rounding, for scipy not even that."""
    return lambda *data, axis=-1: np.round(statistic(*data, axis=axis), 12)


def scipy_intervals(data, statistic, replicates):
    statistic = rounded(statistic)
    result = BootstrapResult(confidence_interval=None, bootstrap_distribution=np.round(replicates, 12), standard_error=None)
    found = []
    for method in ("percentile", "BCa"):
        interval = stats.bootstrap(
            data, statistic, paired=len(data) > 1, n_resamples=0, bootstrap_result=result, method=method
        ).confidence_interval
        found += [interval.low, interval.high]
    return found


def intervals(answer):
    return None if answer is None else bounds(answer["percentile"])[1:] + bounds(answer["bca"])[1:]


def check(probe):
    rng = np.random.default_rng(2)
    means(probe, rng)
    ratios(probe, rng)
    groups(probe, rng)
    permutations(probe, rng)
    quantiles(probe, rng)


def means(probe, rng):
    calls, replicates, expected = [], [], []
    for n in (5, 20, 101, 300):
        for seed in (1, 2**40):
            x = rng.lognormal(0, 1, n)
            drawn = x[indices(seed, 2000, n)].mean(1)
            calls.append({"x": x, "seed": seed, "resamples": 2000})
            replicates.append(np.sort(drawn))
            expected.append(scipy_intervals((x,), np.mean, drawn))
    answers = probe.ask("bootstrap.mean", calls)
    short = [{"n": len(call["x"]), "seed": call["seed"]} for call in calls]
    probe.compare("resamples of the mean are numpy's from the same words", short,
                  [answer["replicates"] for answer in answers], replicates)
    probe.compare("percentile and BCa intervals are scipy's", short,
                  [intervals(answer) for answer in answers], expected)


def ratio(x, y, axis=-1):
    return np.sum(x, axis=axis) / np.sum(y, axis=axis)


def ratios(probe, rng):
    calls, expected = [], []
    for n, seed in ((20, 3), (101, 4)):
        x, y = rng.lognormal(0, 0.5, n), (rng.uniform(size=n) < 0.8).astype(float)
        drawn = indices(seed, 2000, n)
        calls.append({"x": x, "y": y, "seed": seed, "resamples": 2000})
        expected.append(scipy_intervals((x, y), ratio, x[drawn].sum(1) / y[drawn].sum(1)))
    answers = [intervals(answer) for answer in probe.ask("bootstrap.ratio", calls)]
    probe.compare("bootstrap of a ratio is scipy's", calls, answers, expected)

    def difference(a, b, c, d, axis=-1):
        return ratio(a, b, axis) - ratio(c, d, axis)

    calls, expected = [], []
    for n, seed in ((30, 5), (101, 6)):
        costs = rng.lognormal(0, 0.5, (2, n))
        correct = (rng.uniform(size=(2, n)) < 0.8).astype(float)
        drawn = indices(seed, 2000, n)
        data = (costs[0], correct[0], costs[1], correct[1])
        calls.append({"costsA": data[0], "correctA": data[1], "costsB": data[2], "correctB": data[3],
                      "seed": seed, "resamples": 2000})
        expected.append(scipy_intervals(data, difference, difference(*(x[drawn] for x in data))))
    answers = [intervals(answer) for answer in probe.ask("ratio.difference.bootstrap", calls)]
    probe.compare("bootstrap of a difference of ratios is scipy's", calls, answers, expected)


def groups(probe, rng):
    """A group's sum and size are one draw: the mean is a ratio over groups."""
    calls, expected = [], []
    for count, seed in ((8, 7), (30, 8)):
        numbers = np.repeat(np.arange(count), rng.integers(1, 6, count))
        x = rng.normal(5, 1, len(numbers))
        sums, sizes = np.bincount(numbers, x), np.bincount(numbers).astype(float)
        drawn = indices(seed, 2000, count)
        calls.append({"x": x, "groups": numbers, "seed": seed, "resamples": 2000})
        expected.append(scipy_intervals((sums, sizes), ratio, sums[drawn].sum(1) / sizes[drawn].sum(1)))
    answers = [intervals(answer) for answer in probe.ask("bootstrap.mean", calls)]
    probe.compare("bootstrap of groups is scipy's over their sums and sizes", calls, answers, expected)


def permutations(probe, rng):
    calls = [{"x": np.round(rng.normal(0.3, 1, n), digits), "seed": 1, "resamples": 10000}
             for n in (1, 2, 5, 9, 12) for digits in (0, 1, 6)]
    expected = [
        stats.permutation_test(
            (call["x"], np.zeros(len(call["x"]))), lambda a, b, axis: np.mean(a - b, axis=axis), vectorized=True,
            permutation_type="samples", n_resamples=2**12,
        ).pvalue
        if len(call["x"]) > 1 else 1.0 for call in calls
    ]
    answers = probe.ask("permutation", calls)
    probe.compare("exact sign flips are scipy's permutation test", calls, [answer["p"] for answer in answers], expected)

    calls = [{"x": rng.normal(shift, 1, n), "seed": 3, "resamples": 10000} for n in (30, 200) for shift in (0, 0.1, 0.3)]
    answers, faults = probe.ask("permutation", calls), []
    for call, answer in zip(calls, answers):
        peer = stats.permutation_test(
            (call["x"], np.zeros(len(call["x"]))), lambda a, b, axis: np.mean(a - b, axis=axis), vectorized=True,
            permutation_type="samples", n_resamples=10000, rng=np.random.default_rng(1), batch=1000,
        ).pvalue
        if abs(answer["p"] - peer) > 5 * np.sqrt(2 * peer * (1 - peer) / 10000) + 2e-4:
            faults.append(f"p {answer['p']} instead of about {peer}")
    probe.claim("random sign flips are scipy's within their noise", faults)


def quantiles(probe, rng):
    calls, expected = [], []
    for n, q, count, seed in ((40, 0.5, None, 1), (200, 0.95, None, 2), (201, 0.9, 40, 3)):
        shared = rng.normal(0, 1, n)
        a, b = np.exp(shared + rng.normal(0, 0.5, (2, n)))
        numbers = np.arange(n) if count is None else rng.integers(0, count, n)
        numbers = np.unique(numbers, return_inverse=True)[1]
        # Groups are numbered in the order in which they appear.
        order = {}
        numbers = np.array([order.setdefault(g, len(order)) for g in numbers])
        members = [np.flatnonzero(numbers == g) for g in range(len(order))]
        rank = lambda x: np.quantile(x, q, method="inverted_cdf")
        replicates = []
        for drawn in indices(seed, 2000, len(members)):
            cases = np.concatenate([members[g] for g in drawn])
            replicates.append(rank(a[cases]) - rank(b[cases]))
        calls.append({"q": q, "a": a, "b": b, "groups": None if count is None else numbers, "seed": seed,
                      "resamples": 2000})
        expected.append([rank(a) - rank(b), *np.quantile(replicates, [0.025, 0.975])])
    answers = [bounds(answer) for answer in probe.ask("paired.quantile", calls)]
    probe.compare("quantile differences are numpy's over the same resampled pairs", calls, answers, expected)
