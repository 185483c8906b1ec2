"""Registers in MLflow what was registered as a model package, with the package's ARN as a tag."""

import argparse
import json

from mlflow import MlflowClient
from mlflow.exceptions import MlflowException

parser = argparse.ArgumentParser()
parser.add_argument("--name", required=True)
parser.add_argument("--package-arn", required=True)
settings = parser.parse_args()

with open("/opt/ml/processing/evaluation/evaluation.json") as file:
    evaluation = json.load(file)
run_id, model_id = evaluation["mlflow"]["run_id"], evaluation["mlflow"]["model_id"]

client = MlflowClient()
for metric, of in {"right": evaluation, "champion_right": evaluation.get("champion")}.items():
    if of is not None:
        client.log_metric(run_id, metric, of["regression_metrics"]["right"]["value"])
try:
    client.create_registered_model(settings.name)
except MlflowException as error:
    if error.error_code != "RESOURCE_ALREADY_EXISTS":
        raise
version = client.create_model_version(
    settings.name,
    source=f"models:/{model_id}",
    run_id=run_id,
    model_id=model_id,
    # By `driftwheel` a hook's newVersion knows what a retraining registered.
    tags={"sagemaker_package_arn": settings.package_arn, "driftwheel": "registered by the pipeline"},
)
# The alias approves the package of the same number.
package = settings.package_arn.rsplit("/", 1)[1]
if str(version.version) != package:
    raise SystemExit(
        f"Version {version.version} in MLflow is package {package}, so the alias would approve another package. "
        "Approve by packageTag in the fleet's hooks instead of by alias."
    )
print(f"{settings.name} {version.version} is {settings.package_arn}")
