"""Script mode: learns the rides of an hour, and puts beside the model what serves it."""

import argparse
import os
import shutil

import joblib
import numpy
from rides import FEATURES, LABEL, numbers, read_rows
from sklearn.compose import TransformedTargetRegressor
from sklearn.ensemble import GradientBoostingRegressor

parser = argparse.ArgumentParser()
parser.add_argument("--trees", type=int, default=100)
parser.add_argument("--train", default=os.environ["SM_CHANNEL_TRAIN"])
parser.add_argument("--model-dir", default=os.environ["SM_MODEL_DIR"])
settings = parser.parse_args()

rows = read_rows(settings.train)
features, rides = numbers(rows, FEATURES), numbers(rows, [LABEL])[:, 0]
# A night has 5 rides and an evening 500: what counts is the relative error.
model = TransformedTargetRegressor(
    GradientBoostingRegressor(n_estimators=settings.trees, max_depth=4, random_state=1),
    func=numpy.log1p,
    inverse_func=numpy.expm1,
)
model.fit(features, rides)
joblib.dump(model, os.path.join(settings.model_dir, "model.joblib"))

code = os.path.join(settings.model_dir, "code")
os.makedirs(code, exist_ok=True)
shutil.copy(os.path.join(os.path.dirname(os.path.abspath(__file__)), "inference.py"), code)
print(f"learnt from {len(rows)} hours; r2={model.score(features, rides):.3f};")
