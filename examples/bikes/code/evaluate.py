"""Judges the candidate, and the champion beside it, on the hours held out."""

import glob
import json
import os
import tarfile

import joblib
import numpy
from rides import FEATURES, LABEL, numbers, read_rows

BASE = "/opt/ml/processing"


def open_model(folder):
    """The model in a folder's model.tar.gz; None before the first champion."""
    found = glob.glob(os.path.join(folder, "*model.tar.gz"))
    if not found:
        return None
    with tarfile.open(found[0]) as archive:
        return joblib.load(archive.extractfile("model.joblib"))


def judge(model, rows):
    predicted, rides = model.predict(numbers(rows, FEATURES)), numbers(rows, [LABEL])[:, 0]
    error = numpy.abs(predicted - rides)
    right = error <= numpy.maximum(0.3 * rides, 10)
    return {"mae": {"value": float(error.mean())}, "right": {"value": float(right.mean())}}


def main():
    rows = read_rows(f"{BASE}/held-out")
    champion = open_model(f"{BASE}/champion")
    evaluation = {"regression_metrics": judge(open_model(f"{BASE}/candidate"), rows)}
    if champion is not None:
        evaluation["champion"] = {"regression_metrics": judge(champion, rows)}
    os.makedirs(f"{BASE}/evaluation", exist_ok=True)
    with open(f"{BASE}/evaluation/evaluation.json", "w") as file:
        json.dump(evaluation, file, indent=2)
    print(json.dumps(evaluation))


if __name__ == "__main__":
    main()
