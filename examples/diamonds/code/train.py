"""Script mode: learns the price of a stone, logs run and model to MLflow, and leaves both ids beside the model."""

import argparse
import json
import os
import shutil

import joblib
import mlflow
import numpy
import sklearn
from sklearn.compose import TransformedTargetRegressor
from sklearn.ensemble import GradientBoostingRegressor
from stones import read_stones

parser = argparse.ArgumentParser()
parser.add_argument("--trees", type=int, default=100)
parser.add_argument("--train", default=os.environ["SM_CHANNEL_TRAIN"])
parser.add_argument("--model-dir", default=os.environ["SM_MODEL_DIR"])
settings = parser.parse_args()

(features, prices), _ = read_stones(settings.train)
# Stones cost from 300 to 19,000 dollars: what counts is the relative error.
model = TransformedTargetRegressor(
    GradientBoostingRegressor(n_estimators=settings.trees, max_depth=4, random_state=1),
    func=numpy.log1p,
    inverse_func=numpy.expm1,
)
model.fit(features, prices)

mlflow.set_experiment("diamonds")
with mlflow.start_run(run_name=os.environ.get("TRAINING_JOB_NAME")) as run:
    mlflow.log_params({"trees": settings.trees, "stones": len(prices)})
    logged = mlflow.sklearn.log_model(
        model,
        name="model",
        pip_requirements=[f"scikit-learn=={sklearn.__version__}"],
        serialization_format="cloudpickle",
    )

joblib.dump(model, os.path.join(settings.model_dir, "model.joblib"))
with open(os.path.join(settings.model_dir, "mlflow.json"), "w") as file:
    json.dump({"run_id": run.info.run_id, "model_id": logged.model_id}, file)
code = os.path.join(settings.model_dir, "code")
os.makedirs(code, exist_ok=True)
shutil.copy(os.path.join(os.path.dirname(os.path.abspath(__file__)), "inference.py"), code)
print(f"learnt from {len(prices)} stones; r2={model.score(features, prices):.3f};")
