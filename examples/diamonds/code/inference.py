"""What the scikit-learn image asks for a model; it writes the answers as CSV by itself."""

import io
import os

import joblib
import numpy


def model_fn(model_dir):
    return joblib.load(os.path.join(model_dir, "model.joblib"))


def input_fn(body, content_type):
    if content_type != "text/csv":
        raise ValueError(f"The content type is {content_type}; send text/csv.")
    return numpy.loadtxt(io.StringIO(body), delimiter=",", ndmin=2)
