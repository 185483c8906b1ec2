#!/usr/bin/env bash
# smclarify 0.5 (with pandas 2.3.3, numpy 1.26.4), the library of SageMaker Clarify's bias metrics: which people a facet's group is made of
# depends on how many rows the table has.
#
# FacetColumn("age", [40]) is "older than 40" while the column of whole numbers has distinct values in 5% of its rows or more,
# and "exactly 40" below that. So one configuration compares another group of people once the table has grown to
# twenty times the number of ages: here the difference of shares of the label goes from +0.35 to -0.16, and what it is of is told by
# `value_or_threshold` alone. A monitor of bias that reads windows of an hour with a threshold of a day's baseline compares two
# different things. A column of floating point numbers is always read as a threshold, and a list of two values never.
#
# Prints, for one table and its first rows, the group and the metrics; ends with 1 when it is no longer so. Needs Python 3.9 to 3.12.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check smclarify==0.5 pandas==2.3.3 numpy==1.26.4
seen=$(python/bin/python 2>/dev/null - <<'PYTHON'
import numpy as np
import pandas as pd
from smclarify.bias.report import FacetColumn, LabelColumn, StageType, bias_report

random = np.random.default_rng(3)
ages = random.integers(18, 78, 20_000)
granted = np.where(random.random(20_000) < np.where(ages > 40, 0.3, 0.6), "yes", "no")
people = pd.DataFrame({"age": ages, "granted": granted})


def line(name, table):
    (group,) = bias_report(
        table,
        FacetColumn("age", [40]),
        LabelColumn("granted", table["granted"], ["yes"]),
        StageType.PRE_TRAINING,
        metrics=["CI", "DPL"],
    )
    metrics = ", ".join(f"{metric['name']} {metric['value']:.2f}" for metric in group["metrics"])
    print(f"{name}: age {group['value_or_threshold']}: {metrics}")


line("1000 rows", people.head(1_000).copy())
line("20000 rows", people.copy())
line("20000 rows, as floats", people.astype({"age": float}))
PYTHON
)
expected="1000 rows: age (40, 77]: CI -0.22, DPL 0.35
20000 rows: age 40: CI 0.96, DPL -0.16
20000 rows, as floats: age (40.0, 77.0]: CI -0.23, DPL 0.31"
echo "$seen"
[ "$seen" = "$expected" ] || { echo "changed: expected $expected" >&2; exit 1; }
