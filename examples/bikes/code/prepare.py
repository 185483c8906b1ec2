"""Splits the labelled hours into those to train on and those held out, and writes the baseline of the monitor."""

import argparse
import json
import os

import numpy
from rides import FEATURES, numbers, read_rows, write_rows

BASE = "/opt/ml/processing"
# Fewer make no model worth comparing.
FEWEST = 200


def baseline(rows):
    """Model Monitor's statistics.json, with buckets between the deciles."""
    features = []
    for name, values in zip(FEATURES, numbers(rows, FEATURES).T):
        bounds = numpy.unique(numpy.quantile(values, numpy.linspace(0, 1, 11)))
        counts, _ = numpy.histogram(values, bounds)
        buckets = [
            {"lower_bound": float(low), "upper_bound": float(high), "count": int(count)}
            for low, high, count in zip(bounds, bounds[1:], counts)
        ]
        features.append(
            {
                "name": name,
                "inferred_type": "Fractional",
                "numerical_statistics": {
                    "common": {"num_present": len(values), "num_missing": 0},
                    "mean": float(values.mean()),
                    "sum": float(values.sum()),
                    "std_dev": float(values.std()),
                    "min": float(values.min()),
                    "max": float(values.max()),
                    "distribution": {"kll": {"buckets": buckets}},
                },
            }
        )
    return {"version": 0, "dataset": {"item_count": len(rows)}, "features": features}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--window-start", default="")
    settings = parser.parse_args()

    # Times are ISO 8601 in UTC: their order is that of their texts. An hour that was served twice counts once.
    served = [row for row in read_rows(f"{BASE}/labelled") if row["served_at"] >= settings.window_start]
    rows = list({tuple(row[name] for name in [*FEATURES, "rides"]): row for row in served}.values())
    if len(rows) < FEWEST:
        raise SystemExit(f"{len(rows)} labelled hours since {settings.window_start}; at least {FEWEST} are needed.")
    held_out = rows[::5]
    train = [row for place, row in enumerate(rows) if place % 5 != 0]
    write_rows(f"{BASE}/train", "train.csv", train)
    write_rows(f"{BASE}/held-out", "held-out.csv", held_out)
    os.makedirs(f"{BASE}/baseline", exist_ok=True)
    with open(f"{BASE}/baseline/statistics.json", "w") as file:
        json.dump(baseline(rows), file, indent=2)
    print(f"{len(train)} hours to train on, {len(held_out)} held out")


if __name__ == "__main__":
    main()
