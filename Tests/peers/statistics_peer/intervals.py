"""Distributions and single-sample intervals: scipy, statsmodels."""
import numpy as np
import statsmodels.api as sm
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from .probe import bounds


def check(probe):
    rng = np.random.default_rng(1)
    distributions(probe, rng)
    means(probe, rng)
    clustered(probe, rng)
    rates(probe, rng)
    quantiles(probe, rng)
    ratios(probe, rng)
    repeats(probe, rng)


def distributions(probe, rng):
    def against(text, function, calls, expected):
        probe.compare(f"{text} is scipy's", calls, probe.ask(function, calls), [expected(**call) for call in calls])

    p = rng.uniform(0, 1, 300)
    freedom = np.exp(rng.uniform(0, 10, 300))
    a, b = np.exp(rng.uniform(-1, 8, (2, 300)))
    against("normal quantile", "normal.quantile", [{"p": x} for x in p], lambda p: stats.norm.ppf(p))
    against("normal cdf", "normal.cdf", [{"x": x} for x in rng.normal(0, 3, 300)], lambda x: stats.norm.cdf(x))
    calls = [{"p": x, "freedom": v} for x, v in zip(p, freedom)]
    against("t quantile", "t.quantile", calls, lambda p, freedom: stats.t.ppf(p, freedom))
    calls = [{"x": x, "freedom": v} for x, v in zip(rng.normal(0, 3, 300), freedom)]
    against("t cdf", "t.cdf", calls, lambda x, freedom: stats.t.cdf(x, freedom))
    calls = [{"p": x, "a": i, "b": j} for x, i, j in zip(p, a, b)]
    against("beta quantile", "beta.quantile", calls, lambda p, a, b: stats.beta.ppf(p, a, b))
    n = rng.integers(1, 5000, 300)
    calls = [{"k": int(rng.integers(0, m + 1)), "n": m, "p": x} for m, x in zip(n, p)]
    likely = [{**call, "k": int(stats.binom.ppf(rng.uniform(), call["n"], call["p"]))} for call in calls]
    against("binomial cdf", "binomial.cdf", likely, lambda k, n, p: stats.binom.cdf(k, n, p))
    against("binomial probability", "binomial.probability", likely, lambda k, n, p: stats.binom.pmf(k, n, p))


def means(probe, rng):
    calls = [{"x": rng.lognormal(0, s, n), "alpha": alpha} for s in (0.1, 1) for n in (2, 3, 10, 100, 999)
             for alpha in (0.05, 0.1, 0.01)]
    expected = []
    for call in calls:
        interval = stats.ttest_1samp(call["x"], 0).confidence_interval(1 - call["alpha"])
        expected.append([np.mean(call["x"]), interval.low, interval.high])
    probe.compare("t interval is scipy's", calls, [bounds(x) for x in probe.ask("mean", calls)], expected)


def clustered(probe, rng):
    """Miller's SE is statsmodels' cluster-robust one with its cases' own part divided by n (n - 1), not n^2."""
    calls, expected = [], []
    for count, size in ((2, 3), (5, 2), (8, 5), (20, 10), (40, 3)):
        for weighted in (False, True):
            groups = np.repeat(np.arange(count), rng.integers(1, size + 1, count))
            n = len(groups)
            if n == count:
                groups = np.append(groups, 0)
                n += 1
            x = rng.normal(0, 1, count)[groups] + rng.normal(0, 1, n)
            weights = rng.uniform(0.5, 2, n) if weighted else np.ones(n)
            fit = sm.WLS(x, np.ones(n), weights=weights).fit(
                cov_type="cluster", cov_kwds={"groups": groups, "use_correction": False}
            )
            mean = fit.params[0]
            own = np.sum((weights * (x - mean)) ** 2) / np.sum(weights) ** 2 / (n - 1)
            se = np.sqrt(count / (count - 1) * (fit.bse[0] ** 2 + own))
            reach = stats.t.ppf(0.975, count - 1) * se
            calls.append({"x": x, "groups": groups + 7, "weights": weights if weighted else None})
            expected.append([mean, mean - reach, mean + reach])
    answers = [bounds(x) for x in probe.ask("mean", calls)]
    probe.compare("clustered t interval is Miller's, from statsmodels' robust variance", calls, answers, expected)

    calls, expected = [], []
    for n in (2, 5, 50):
        x, weights = rng.normal(0, 1, n), rng.uniform(0.5, 2, n)
        fit = sm.WLS(x, np.ones(n), weights=weights).fit(cov_type="HC1")
        reach = stats.t.ppf(0.975, n - 1) * fit.bse[0]
        calls.append({"x": x, "weights": weights})
        expected.append([fit.params[0], fit.params[0] - reach, fit.params[0] + reach])
    answers = [bounds(x) for x in probe.ask("mean", calls)]
    probe.compare("weighted t interval is statsmodels' WLS with HC1", calls, answers, expected)


def rates(probe, rng):
    calls = [{"k": k, "n": n} for n in (1, 2, 5, 20, 100, 5000) for k in sorted({0, 1, n // 3, n // 2, n - 1, n})]
    for name, method in (("wilson", "wilson"), ("clopper-pearson", "beta")):
        expected = [[c["k"] / c["n"], *proportion_confint(c["k"], c["n"], method=method)] for c in calls]
        probe.compare(f"{name} interval is statsmodels'", calls, [bounds(x) for x in probe.ask(name, calls)], expected)


def quantiles(probe, rng):
    calls = [{"q": q, "x": rng.lognormal(0, 1, n)} for q in (0.5, 0.9, 0.95, 0.99) for n in (50, 100, 368, 1000)
             if n * (1 - q) >= 1 - 1e-9]
    expected = []
    for call in calls:
        x, n, q = np.sort(call["x"]), len(call["x"]), call["q"]
        value = np.quantile(x, q, method="inverted_cdf")
        low, high = int(stats.binom.ppf(0.025, n, q)), int(stats.binom.ppf(0.975, n, q)) + 1
        expected.append([value, x[low - 1] if low >= 1 else -np.inf, x[high - 1] if high <= n else np.inf])
    answers = [bounds(x) for x in probe.ask("quantile", calls)]
    probe.compare("quantile interval lies at scipy's binomial ranks", calls, answers, expected)


def ratios(probe, rng):
    calls, expected = [], []
    for n, p in ((20, 0.5), (40, 0.95), (200, 0.3), (1000, 0.9)):
        x, y = rng.lognormal(0, 0.5, n), (rng.uniform(size=n) < p).astype(float)
        value = x.sum() / y.sum()
        se = np.sqrt(np.var(x - value * y, ddof=1) / n) / y.mean()
        reach = stats.t.ppf(0.975, n - 1) * se
        calls.append({"x": x, "y": y})
        if y.sum() < 30:
            expected.append([value, value * np.exp(-reach / value), value * np.exp(reach / value)])
        else:
            expected.append([value, max(0, value - reach), value + reach])
    probe.compare("ratio is by the delta method, on the log scale with few", calls,
                  [bounds(x) for x in probe.ask("ratio", calls)], expected)


def repeats(probe, rng):
    calls = [{"x": rng.uniform(0, 1, (n, k))} for n in (2, 5, 50) for k in (2, 3, 5)]
    expected = []
    for call in calls:
        x = call["x"]
        total, within = x.mean(1).var(ddof=1), x.var(1, ddof=1).mean() / x.shape[1]
        # The same by the one-way analysis of variance: between = (MSB - MSW) / K.
        table = stats.f_oneway(*x).statistic
        between = (table - 1) * x.var(1, ddof=1).mean() / x.shape[1]
        expected.append([total, within, max(0, between), np.sqrt(total / len(x))])
    answers = [[x["total"], x["within"], x["between"], x["standardError"]] for x in probe.ask("repeats", calls)]
    probe.compare("within and between variance are those of scipy's f_oneway", calls, answers, expected)
