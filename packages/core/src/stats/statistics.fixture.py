"""Writes statistics.fixture.json: expected values for the tests, by NumPy and SciPy.

Shares nothing with the code under test. Run from anywhere: python3 statistics.fixture.py
"""

import json
import pathlib

import numpy as np
from scipy import optimize, special, stats

random = np.random.default_rng(20261125)


def expit(x):
    return 1 / (1 + np.exp(-x))


def logit(p):
    return np.log(p / (1 - p))


def log_likelihood(n, s, t):
    return special.xlogy(s, t) + special.xlogy(n - s, 1 - t)


def block(n_a, s_a, n_b, s_b, t_a, t_b):
    t_0 = (n_a * t_a + n_b * t_b) / (n_a + n_b)
    return (
        log_likelihood(n_a, s_a, t_a)
        + log_likelihood(n_b, s_b, t_b)
        - log_likelihood(n_a, s_a, t_0)
        - log_likelihood(n_b, s_b, t_0)
    )


def look(rate_a, rate_b, size):
    n_a, n_b = (int(random.poisson(size)) for _ in range(2))
    return {
        "nA": n_a,
        "sA": int(random.binomial(n_a, rate_a)),
        "nB": n_b,
        "sB": int(random.binomial(n_b, rate_b)),
    }


def block_log_e():
    rows = []
    for _ in range(10):
        one = look(random.uniform(0.02, 0.98), random.uniform(0.02, 0.98), random.integers(40, 2000))
        t_a, t_b = (float(random.uniform(0.05, 0.95)) for _ in range(2))
        rows.append({**one, "tA": t_a, "tB": t_b, "logE": float(block(*one.values(), t_a, t_b))})
    return rows


def e_process(rate, other, size, looks, mde, weight=100):
    past_n, past_s = weight, weight * rate
    products = {"better": np.zeros(3), "worse": np.zeros(3)}
    run = {"championRate": rate, "seedWeight": weight, "mdeLogit": mde, "looks": []}
    paths = {"better": [], "worse": []}
    for _ in range(looks):
        one = look(rate, other, size)
        run["looks"].append(one)
        centre = logit(past_s / past_n)
        for direction, sign in (("better", 1), ("worse", -1)):
            for index, effects in enumerate((0.5, 1, 2)):
                half = sign * effects * mde / 2
                products[direction][index] += block(*one.values(), expit(centre - half), expit(centre + half))
            paths[direction].append(float(special.logsumexp(products[direction]) - np.log(3)))
        past_n += one["nA"] + one["nB"]
        past_s += one["sA"] + one["sB"]
    return {**run, "logEBetter": paths["better"], "logEWorse": paths["worse"]}


def relative_entropy(p, q):
    return float(special.rel_entr(p, q) + special.rel_entr(1 - p, 1 - q))


def information_per_pair(p_a, p_b):
    mean = (p_a + p_b) / 2
    information = relative_entropy(p_a, mean) + relative_entropy(p_b, mean)
    return {"pA": p_a, "pB": p_b, "information": information}


def shares(bins):
    return random.dirichlet(np.full(bins, 4.0))


def psi(bins):
    expected, actual = shares(bins), shares(bins)
    return {
        "expected": expected.tolist(),
        "actual": actual.tolist(),
        "psi": float(np.sum((actual - expected) * np.log(actual / expected))),
    }


def psi_threshold(bins, baseline, window, rate):
    return {
        "bins": bins,
        "baselineRows": baseline,
        "windowRows": window,
        "falseAlarmRate": rate,
        "threshold": float((1 / baseline + 1 / window) * stats.chi2.isf(rate, bins - 1)),
    }


def cusum(k, h):
    scores = np.concatenate([random.normal(0, 1, 30), random.normal(1.1, 1, 30)])
    path, total = [], 0.0
    for score in scores:
        total = max(0.0, total + score - k)
        path.append(float(total))
    alarm = next((index for index, value in enumerate(path) if value >= h), -1)
    return {"z": scores.tolist(), "k": k, "h": h, "path": path, "alarmAt": alarm}


def samples(n, m, shift, scale):
    return (
        np.round(random.normal(0, 1, n), 6),
        np.round(random.normal(shift, scale, m), 6),
    )


def two_samples(n, m, shift, scale):
    x, y = samples(n, m, shift, scale)
    distance = float(stats.ks_2samp(x, y).statistic)
    return {
        "n": n,
        "m": m,
        "statistic": distance,
        "robustLInfinity": max(0.0, distance - 1.8 * np.sqrt((n + m) / (n * m))),
    }


def fisher(baseline_rows, baseline_marked, rows, marked):
    every, all_marked = baseline_rows + rows, baseline_marked + marked
    return {
        "baseline": {"rows": baseline_rows, "marked": baseline_marked},
        "window": {"rows": rows, "marked": marked},
        "pValue": float(stats.hypergeom.sf(marked - 1, every, all_marked, rows)),
    }


def not_worse(n_a, s_a, n_b, s_b, t_a, t_b, margin):
    """The nearest pair of rates that is worse by the margin, where the divergence is flat."""

    def slope(a):
        return n_a * (a - t_a) / (a * (1 - a)) + n_b * (a - margin - t_b) / ((a - margin) * (1 - a + margin))

    a = optimize.brentq(slope, margin + 1e-12, 1 - 1e-12, xtol=1e-16)
    log_e = (
        log_likelihood(n_a, s_a, t_a)
        + log_likelihood(n_b, s_b, t_b)
        - log_likelihood(n_a, s_a, a)
        - log_likelihood(n_b, s_b, a - margin)
    )
    return {
        "champion": {"trials": n_a, "successes": s_a},
        "challenger": {"trials": n_b, "successes": s_b},
        "tA": t_a,
        "tB": t_b,
        "margin": margin,
        "logE": float(log_e),
    }


def thompson(n_a, s_a, n_b, s_b):
    from scipy import integrate

    one, other = stats.beta(1 + s_a, 1 + n_a - s_a), stats.beta(1 + s_b, 1 + n_b - s_b)
    points = [one.ppf(0.001), one.ppf(0.5), one.ppf(0.999)]
    value, _ = integrate.quad(
        lambda p: one.pdf(p) * other.sf(p), 0, 1, points=points, epsabs=1e-13, epsrel=1e-12, limit=400
    )
    return {
        "champion": {"trials": n_a, "successes": s_a},
        "challenger": {"trials": n_b, "successes": s_b},
        "probabilityBetter": value,
    }


fixture = {
    "about": "Written by statistics.fixture.py with NumPy and SciPy; all logarithms are natural.",
    "blockLogE": block_log_e(),
    "eProcess": [
        e_process(0.992, 0.985, 400, 15, 0.6),
        e_process(0.06, 0.055, 230, 30, 0.12),
        e_process(0.65, 0.69, 70, 40, 0.2),
        e_process(0.35, 0.6, 25, 10, 0.7),
        e_process(0.5, 0.5, 30, 3, 0.3, weight=40),
    ],
    "informationPerPair": [
        information_per_pair(0.99, 0.98),
        information_per_pair(0.997, 0.985),
        information_per_pair(0.06, 0.052),
        information_per_pair(0.8, 0.74),
        information_per_pair(0.25, 0.6),
    ],
    "psi": [psi(bins) for bins in (7, 3, 5, 10)],
    "psiThreshold": [
        psi_threshold(10, 2_000, 150, 0.01),
        psi_threshold(8, 900, 300, 0.02),
        psi_threshold(20, 50_000, 400, 0.001),
        psi_threshold(4, 1_200, 90, 0.05),
    ],
    "cusum": [cusum(0.5, 4.2)],
    "chi2Quantile": [
        {"p": p, "df": df, "quantile": float(stats.chi2.ppf(p, df))}
        for p, df in ((0.9, 7), (0.99, 12), (0.9995, 3), (0.025, 25))
    ],
    "twoSamples": [
        two_samples(45, 35, 0.4, 1.2),
        two_samples(120, 80, -0.5, 1),
        two_samples(400, 300, 0.05, 1),
        two_samples(250, 600, 0.3, 0.8),
    ],
    "betaCdf": [
        {"a": a, "b": b, "x": x, "cdf": float(special.betainc(a, b, x))}
        for a, b, x in (
            (1, 1, 0.37),
            (4, 3, 0.85),
            (180, 320, 0.35),
            (40_000, 41_000, 0.495),
            (0.5, 0.5, 0.02),
            (2.5, 900, 0.001),
            (1, 200_000, 1e-5),
        )
    ],
    "binomialLowerTail": [
        {"successes": k, "trials": n, "rate": p, "probability": float(stats.binom.cdf(k, n, p))}
        for k, n, p in ((0, 8, 0.72), (3, 10, 0.5), (41, 60, 0.8), (700, 1_000, 0.72), (2, 4_000, 0.01))
    ],
    "fisher": [fisher(5_000, 40, 300, 6), fisher(800, 0, 120, 2), fisher(60, 20, 50, 25)],
    "notWorse": [
        not_worse(480, 470, 510, 498, 0.98, 0.981, 0.01),
        not_worse(900, 50, 110, 4, 0.052, 0.05, 0.02),
        not_worse(60, 41, 75, 40, 0.68, 0.66, 0.05),
        not_worse(33, 10, 330, 120, 0.35, 0.37, 0.1),
    ],
    "thompson": [
        thompson(0, 0, 0, 0),
        thompson(40, 12, 30, 14),
        thompson(5_000, 250, 4_000, 236),
        thompson(20_000, 19_900, 300, 294),
    ],
}

path = pathlib.Path(__file__).with_name("statistics.fixture.json")
path.write_text(json.dumps(fixture, indent=1) + "\n")
