"""The files of a baseline as Model Monitor's own container writes them.

Forms: https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-byoc-statistics.html and
https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-byoc-constraints.html. On AWS, Model Monitor's suggest-baseline
job makes them of the training set; here nobody has its container.
"""

import json
import os

import numpy
from wines import FEATURES, numbers

# As Deequ's sketch has them in Model Monitor.
SKETCH = {"c": 0.64, "k": 2048.0}


def distribution(values):
    """Ten buckets of equal width, and a KLL sketch that is small enough to hold every value."""
    bounds = numpy.linspace(values.min(), values.max(), 11)
    counts, _ = numpy.histogram(values, bounds)
    buckets = [
        {"lower_bound": float(low), "upper_bound": float(high), "count": float(count)}
        for low, high, count in zip(bounds, bounds[1:], counts)
    ]
    return {"kll": {"buckets": buckets, "sketch": {"parameters": SKETCH, "data": [values.tolist()]}}}


def statistics(name, values):
    return {
        "name": name,
        "inferred_type": "Fractional",
        "numerical_statistics": {
            "common": {"num_present": len(values), "num_missing": 0},
            "mean": float(values.mean()),
            "sum": float(values.sum()),
            "std_dev": float(values.std()),
            "min": float(values.min()),
            "max": float(values.max()),
            "distribution": distribution(values),
        },
    }


def constraints(name, values):
    return {
        "name": name,
        "inferred_type": "Fractional",
        "completeness": 1.0,
        "num_constraints": {"is_non_negative": bool(values.min() >= 0)},
    }


MONITORING = {
    "evaluate_constraints": "Enabled",
    "emit_metrics": "Enabled",
    "datatype_check_threshold": 1.0,
    "domain_content_threshold": 1.0,
    "distribution_constraints": {
        "perform_comparison": "Enabled",
        "comparison_threshold": 0.1,
        "comparison_method": "Robust",
    },
}


def write_baseline(folder, rows):
    columns = list(zip(FEATURES, numbers(rows)[1].T))
    documents = {
        "statistics.json": {
            "version": 0.0,
            "dataset": {"item_count": len(rows)},
            "features": [statistics(name, values) for name, values in columns],
        },
        "constraints.json": {
            "version": 0.0,
            "features": [constraints(name, values) for name, values in columns],
            "monitoring_config": MONITORING,
        },
    }
    os.makedirs(folder, exist_ok=True)
    for name, document in documents.items():
        with open(os.path.join(folder, name), "w") as file:
            json.dump(document, file, indent=2)
