#!/usr/bin/env bash
# gbstats 0.8.0 (GrowthBook's statistics): its sequential test keeps its 5% for absolute differences, and errs more than
# twice as often for relative ones, which are its default, where conversions are rare.
#
# The confidence sequence is that of Waudby-Smith and others (arXiv 2103.06476), which holds for many observations. What it is
# put around by default is the relative uplift, whose standard error comes by the delta method from the baseline's rate: with a
# conversion of 1% and 500 visitors in each arm that rate is of five conversions, far too few. Both arms are equal here, and
# looked at every 20 visitors from 500 on, 4,000 visitors in each.
#
# Prints what was seen; ends with 1 when it is no longer so. Needs Python 3.11 or 3.12; takes about two minutes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check gbstats==0.8.0 numpy==1.26.4 scipy==1.17.1 pandas==1.5.3
cat > seen.py <<'PY'
import numpy as np
from gbstats.frequentist.tests import SequentialConfig, SequentialTwoSidedTTest
from gbstats.models.statistics import ProportionStatistic

trials, step, first, last, rate = 400, 20, 500, 4000, 0.01


def wrong(kind):
    config = SequentialConfig(difference_type=kind)
    random = np.random.default_rng(29)
    found = 0
    for _ in range(trials):
        conversions = random.binomial(step, rate, size=(2, last // step)).cumsum(axis=1)
        for look in range(first // step, last // step + 1):
            visitors = look * step
            a, b = (int(conversions[arm][look - 1]) for arm in (0, 1))
            if a == 0 or b == 0:
                continue
            arms = [ProportionStatistic(n=visitors, sum=total) for total in (a, b)]
            low, high = SequentialTwoSidedTTest(*arms, config).compute_result().ci
            if low > 0 or high < 0:
                found += 1
                break
    return found / trials


print(f"relative {wrong('relative'):.3f}, absolute {wrong('absolute'):.3f}")
PY
seen=$(python/bin/python -W ignore seen.py)
echo "wrong of $seen, promised 0.05"
[ "$seen" = "relative 0.120, absolute 0.022" ] || { echo "changed: expected relative 0.120, absolute 0.022" >&2; exit 1; }
