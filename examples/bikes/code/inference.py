"""What the scikit-learn image asks for a model; it reads CSV and writes CSV by itself."""

import os

import joblib


def model_fn(model_dir):
    return joblib.load(os.path.join(model_dir, "model.joblib"))
