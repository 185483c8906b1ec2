"""Judges the candidate, and the champion beside it, on the wines held out."""

import glob
import json
import os
import tarfile

import xgboost
from wines import numbers, read_rows

BASE = "/opt/ml/processing"


def open_model(folder):
    """The booster in a folder's model.tar.gz; None before the first champion."""
    found = glob.glob(os.path.join(folder, "*model.tar.gz"))
    if not found:
        return None
    with tarfile.open(found[0]) as archive:
        return xgboost.Booster(model_file=bytearray(archive.extractfile("xgboost-model").read()))


def judge(booster, rows):
    labels, features = numbers(rows)
    good = booster.predict(xgboost.DMatrix(features), validate_features=False) > 0.5
    return {"accuracy": {"value": float((good == (labels > 0.5)).mean())}}


def main():
    rows = read_rows(f"{BASE}/held-out")
    champion = open_model(f"{BASE}/champion")
    evaluation = {"binary_classification_metrics": judge(open_model(f"{BASE}/candidate"), rows)}
    if champion is not None:
        evaluation["champion"] = {"binary_classification_metrics": judge(champion, rows)}
    os.makedirs(f"{BASE}/evaluation", exist_ok=True)
    with open(f"{BASE}/evaluation/evaluation.json", "w") as file:
        json.dump(evaluation, file, indent=2)
    print(json.dumps(evaluation))


if __name__ == "__main__":
    main()
