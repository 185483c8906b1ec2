"""Reads an experiment's runs by MLflow's own client.

Usage: mlflow_runs.py URL EXPERIMENT. Prints one JSON object: each run by the tag driftwheel.run.
"""

import json
import os
import sys

os.environ.update(MLFLOW_DISABLE_TELEMETRY="true", DO_NOT_TRACK="true")

from mlflow import MlflowClient  # noqa: E402

url, name = sys.argv[1:]
client = MlflowClient(url)
experiment = client.get_experiment_by_name(name)
runs = [] if experiment is None else client.search_runs([experiment.experiment_id])


def points(run):
    return [
        {"key": point.key, "value": point.value, "step": point.step, "timestamp": point.timestamp}
        for key in run.data.metrics
        for point in client.get_metric_history(run.info.run_id, key)
    ]


print(json.dumps([
    {
        "id": run.info.run_id,
        "experiment": run.info.experiment_id,
        "name": run.info.run_name,
        "status": run.info.status,
        "startTime": run.info.start_time,
        "endTime": run.info.end_time,
        "params": run.data.params,
        "tags": {key: value for key, value in run.data.tags.items() if not key.startswith("mlflow.")},
        "metrics": points(run),
    }
    for run in runs
]))
