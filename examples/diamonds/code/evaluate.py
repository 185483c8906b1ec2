"""Judges the candidate, and the champion beside it, on the stones held out."""

import glob
import json
import os
import tarfile
import tempfile

import numpy
from inference import model_fn
from stones import read_stones

BASE = "/opt/ml/processing"


def judge(model, features, prices):
    error = numpy.abs(model.predict(features) - prices)
    return {
        "mae": {"value": float(error.mean())},
        "right": {"value": float((error <= 0.15 * prices).mean())},
    }


def main():
    held_out = read_stones(f"{BASE}/labelled")[1]
    evaluation = {}
    for who in ("candidate", "champion"):
        # Before the first champion its folder has a note and no model.
        for archive in glob.glob(f"{BASE}/{who}/*model.tar.gz"):
            with tempfile.TemporaryDirectory() as folder, tarfile.open(archive) as packed:
                # Python before 3.11.4, as Debian 12 has it, knows no argument for it.
                # https://docs.python.org/3/library/tarfile.html#tarfile-extraction-filter
                packed.extraction_filter = getattr(tarfile, "data_filter", None)
                packed.extractall(folder)
                evaluation[who] = {"regression_metrics": judge(model_fn(folder), *held_out)}
                if who == "candidate":
                    with open(os.path.join(folder, "mlflow.json")) as file:
                        evaluation["mlflow"] = json.load(file)
    evaluation.update(evaluation.pop("candidate"))
    os.makedirs(f"{BASE}/evaluation", exist_ok=True)
    with open(f"{BASE}/evaluation/evaluation.json", "w") as file:
        json.dump(evaluation, file, indent=2)
    print(json.dumps(evaluation))


if __name__ == "__main__":
    main()
