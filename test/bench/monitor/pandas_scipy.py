"""The monitor's tests as one would write them with pandas and SciPy: pandas_scipy.py <captures.jsonl> <statistics.json>

Prints records, seconds and the peak of its memory as JSON.
"""

import io
import json
import resource
import sys
import time

import numpy as np
import pandas as pd
from scipy import stats


def psi(baseline, window):
    expected = (baseline + 0.5) / (baseline.sum() + len(baseline) / 2)
    actual = (window + 0.5) / (window.sum() + len(window) / 2)
    return float(((actual - expected) * np.log(actual / expected)).sum())


def drift(baseline, window):
    distance = psi(baseline, window)
    scale = 1 / baseline.sum() + 1 / window.sum()
    return distance, stats.chi2.sf(distance / scale, len(baseline) - 1)


def share(rows, marked, trained_rows, trained_marked):
    if marked == 0 and trained_marked == 0:
        return None
    table = [[marked, rows - marked], [trained_marked, trained_rows - trained_marked]]
    return stats.fisher_exact(table, alternative="greater")[1]


def numeric(feature, column):
    buckets = feature["numerical_statistics"]["distribution"]["kll"]["buckets"]
    numbers = pd.to_numeric(column, errors="coerce").dropna().to_numpy()
    edges = [bucket["lower_bound"] for bucket in buckets[1:]]
    window = np.bincount(np.searchsorted(edges, numbers, side="right"), minlength=len(buckets))
    baseline = np.array([bucket["count"] for bucket in buckets], dtype=float)
    summary = (numbers.mean(), numbers.std(), numbers.min(), numbers.max(), np.quantile(numbers, np.arange(0.1, 1, 0.1)))
    present = feature["numerical_statistics"]["common"]["num_present"]
    return drift(baseline, window), share(len(column), len(column) - len(numbers), present, 0), summary


def texts(feature, column):
    buckets = feature["string_statistics"]["distribution"]["categorical"]["buckets"]
    counts = column.value_counts()
    names = [bucket["value"] for bucket in buckets]
    window = counts.reindex(names, fill_value=0).to_numpy()
    baseline = np.array([bucket["count"] for bucket in buckets], dtype=float)
    unknown = int(counts.sum() - window.sum())
    present = feature["string_statistics"]["common"]["num_present"]
    return drift(baseline, window), share(int(counts.sum()), unknown, present, 0), counts.head(100)


def main(captures, statistics):
    with open(statistics) as file:
        features = json.load(file)["features"]
    started = time.perf_counter()
    rows = []
    with open(captures) as file:
        for line in file:
            record = json.loads(line)
            pd_time = record["eventMetadata"]["inferenceTime"]
            if "2026-03-09T14" <= pd_time < "2026-03-09T15":
                rows.append(record["captureData"]["endpointInput"]["data"])
    frame = pd.read_csv(io.StringIO("\n".join(rows)), header=None, names=[feature["name"] for feature in features])
    for feature in features:
        column = frame[feature["name"]]
        (numeric if "numerical_statistics" in feature else texts)(feature, column)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(json.dumps({"records": len(rows), "seconds": seconds, "peakMegabytes": peak}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
