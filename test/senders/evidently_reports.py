"""Evidently's own reports of a window that drifted in one column, in each layout that it writes.

Usage: evidently_reports.py. Prints a line of JSON: by the report's name, the text that `json()` gives.
"""

import json
import os
import warnings

os.environ.update(DO_NOT_TRACK="true")
warnings.filterwarnings("ignore")

import evidently
import numpy
import pandas
from evidently import DataDefinition, Dataset, Report
from evidently.legacy.calculations import stattests
from evidently.legacy.metric_preset import DataDriftPreset as LegacyPreset
from evidently.legacy.metrics import ColumnDriftMetric, DatasetDriftMetric
from evidently.legacy.report import Report as LegacyReport
from evidently.metrics import DriftedColumnsCount, ValueDrift
from evidently.presets import DataDriftPreset

random = numpy.random.default_rng(20260504)
rows = 400
reference = pandas.DataFrame(
    {
        "wind": random.normal(3, 1, rows),
        "rain": random.gamma(2, 1, rows),
        "sky": random.choice(["clear", "cloudy", "foggy"], rows),
        "flat": numpy.full(rows, 5.0),
    }
)
# Every row once more in another order, so that only what is moved has moved.
current = reference.sample(frac=1, random_state=7).reset_index(drop=True)
current["wind"] += 2.5
definition = DataDefinition(numerical_columns=["wind", "rain", "flat"], categorical_columns=["sky"])
current_set, reference_set = (Dataset.from_pandas(frame, data_definition=definition) for frame in (current, reference))
columns = ["wind", "rain", "sky"]


def now(metrics, **settings):
    return Report(metrics, **settings).run(current_set, reference_set).json()


def legacy(metrics):
    report = LegacyReport(metrics=metrics)
    report.run(current_data=current[columns], reference_data=reference[columns])
    return report.json()


def by_method():
    """What Evidently says by each of its methods of columns that moved and that did not, where it can be asked."""
    frames = {name: frame[columns].copy() for name, frame in (("current", current), ("reference", reference))}
    # Two values, which is all that some methods take, half of them and a fifth.
    for name, every in (("current", 5), ("reference", 2)):
        frames[name]["frost"] = ["yes" if row % every == 0 else "no" for row in range(rows)]
        frames[name]["fog"] = ["yes" if row % 2 == 0 else "no" for row in range(rows)]
    said = []
    for test in vars(stattests).values():
        if type(test).__name__ != "StatTest" or "text" in test.name:
            continue
        for column in frames["current"]:
            report = LegacyReport(metrics=[ColumnDriftMetric(column_name=column, stattest=test.name)])
            try:
                report.run(current_data=frames["current"], reference_data=frames["reference"])
                said.append(report.as_dict()["metrics"][0]["result"])
            except Exception:
                pass  # A method for other columns than this one.
    kept = ["column_name", "stattest_name", "stattest_threshold", "drift_score", "drift_detected"]
    return [{key: result[key] for key in kept} for result in said]


distances = {"wind": "wasserstein", "rain": "psi", "sky": "jensenshannon"}
print(
    json.dumps(
        {
            "evidently": evidently.__version__,
            "methods": by_method(),
            "reports": {
                "preset": now([DataDriftPreset(columns=columns)]),
                "preset with tests": now([DataDriftPreset(columns=columns)], include_tests=True),
                "preset by distances": now([DataDriftPreset(columns=columns, per_column_method=distances)]),
                "columns by distances": now([ValueDrift(column=name, method=method) for name, method in distances.items()]),
                # The t-test of a column that never varies is NaN, which json() writes bare.
                "a column that never varies": now(
                    [ValueDrift(column=name, method="t_test") for name in ("wind", "rain", "flat")]
                ),
                "share alone": now([DriftedColumnsCount(columns=columns, drift_share=0.3)]),
                "legacy preset": legacy([LegacyPreset()]),
                "legacy columns": legacy([ColumnDriftMetric(column_name=name) for name in columns]),
                "legacy distances": legacy(
                    [ColumnDriftMetric(column_name=name, stattest=method) for name, method in distances.items()]
                ),
                "legacy share alone": legacy([DatasetDriftMetric(drift_share=0.3)]),
            },
        }
    )
)
