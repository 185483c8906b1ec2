#!/usr/bin/env bash
# frouros 0.9.0 (with numpy 1.26.4, scipy 1.14.1): its population stability index of two samples of one and the same distribution
# is mostly far above 0.25, the value from which PSI is read as "the population has changed".
#
# Its ten bins have equal width over both samples, so of a skewed feature the last ones hold a row or two of one sample and none
# of the other. An empty bin's share is taken for the smallest number that a float can be (2.2e-308), whose logarithm is about
# -708: each single row in such a bin adds about 700 / n. Of 2,000 rows that is 0.35 for one row. Who watches features like
# prices, distances or durations with it is told of drift in almost every window, and a real change is hidden below that. Bins
# by the reference's quantiles, or a floor of the share in the order of 1 / n, do not have this.
#
# Prints, of 200 pairs of samples each, the median and how many are above 0.25; ends with 1 when it is no longer so. Needs
# Python 3.9 to 3.12.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check frouros==0.9.0 numpy==1.26.4 scipy==1.14.1
seen=$(python/bin/python - <<'PYTHON'
import numpy as np
from frouros.detectors.data_drift import PSI

draws = {
    "uniform": lambda random, rows: random.uniform(size=rows),
    "lognormal": lambda random, rows: random.lognormal(size=rows),
}
for name, draw in draws.items():
    for rows in (2_000, 10_000):
        random = np.random.default_rng(11)
        distances = []
        for _ in range(200):
            detector = PSI()
            detector.fit(X=draw(random, rows))
            distances.append(detector.compare(X=draw(random, rows))[0].distance)
        above = sum(distance > 0.25 for distance in distances)
        print(f"{name}, {rows} rows: median {np.median(distances):.3f}, above 0.25: {above} of 200")
PYTHON
)
expected="uniform, 2000 rows: median 0.009, above 0.25: 0 of 200
uniform, 10000 rows: median 0.002, above 0.25: 0 of 200
lognormal, 2000 rows: median 1.055, above 0.25: 192 of 200
lognormal, 10000 rows: median 0.210, above 0.25: 68 of 200"
echo "$seen"
[ "$seen" = "$expected" ] || { echo "changed: expected $expected" >&2; exit 1; }
