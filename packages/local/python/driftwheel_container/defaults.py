"""What each image does where the user's script has no function of its own.

Sources: github.com/aws/sagemaker-scikit-learn-container `serving.py`, github.com/aws/sagemaker-xgboost-container
`handler_service.py` and `algorithm_mode/serve.py`, github.com/aws/sagemaker-pytorch-inference-toolkit
`default_pytorch_inference_handler.py`.
"""

import os
from pathlib import Path

from driftwheel_container import payloads


class Defaults:
    def model_fn(self, model_dir):
        raise NotImplementedError("Please provide a model_fn implementation: it loads the model from model_dir.")

    def input_fn(self, body, content_type):
        return payloads.decode(body, content_type)

    def predict_fn(self, values, model):
        raise NotImplementedError("Please provide a predict_fn implementation: it asks the model.")

    def output_fn(self, prediction, accept):
        return payloads.encode(prediction, accept)


class ScikitLearn(Defaults):
    def input_fn(self, body, content_type):
        values = payloads.decode(body, content_type)
        return values.astype("float32") if content_type in payloads.texts else values

    def predict_fn(self, values, model):
        return model.predict(values)


class PyTorch(Defaults):
    def model_fn(self, model_dir):
        import torch

        named = Path(model_dir) / "model.pt"
        found = [named] if named.exists() else [p for p in Path(model_dir).iterdir() if p.suffix in (".pt", ".pth")]
        if len(found) != 1:
            names = [path.name for path in found]
            raise ValueError(f"Exactly one .pth or .pt file is required for PyTorch models: {names}")
        return torch.jit.load(found[0], map_location="cpu")

    def input_fn(self, body, content_type):
        import torch

        values = payloads.decode(body, content_type)
        return torch.FloatTensor(values) if content_type in payloads.texts else torch.from_numpy(values)

    def predict_fn(self, values, model):
        import torch

        with torch.no_grad():
            model.eval()
            return model(values)

    def output_fn(self, prediction, accept):
        values = prediction.detach().cpu().numpy().tolist() if hasattr(prediction, "detach") else prediction
        return payloads.encode(values, accept)


class XGBoost(Defaults):
    def model_fn(self, model_dir):
        import xgboost

        files = sorted(path for path in Path(model_dir).iterdir() if path.is_file())
        if len(files) != 1:
            raise ValueError(f"The model data must hold one file, the booster; it holds {[path.name for path in files]}.")
        booster = xgboost.Booster()
        booster.load_model(files[0])
        return booster

    def input_fn(self, body, content_type):
        import numpy
        import xgboost

        if content_type == payloads.CSV:
            rows = [line.split(",") for line in _lines(body)]
            return xgboost.DMatrix(numpy.array(rows, dtype=object).astype("float32"))
        if content_type in ("text/libsvm", "text/x-libsvm"):
            return xgboost.DMatrix(sparse(_lines(body)))
        raise payloads.Unsupported(content_type)

    def predict_fn(self, values, model):
        return model.predict(values, validate_features=False)

    def output_fn(self, prediction, accept):
        if accept == payloads.JSON:
            scores = [{"score": each} for each in prediction.tolist()]
            return payloads.encode({"predictions": scores}, accept)
        if os.environ.get("SAGEMAKER_BATCH"):
            return "".join(f"{each}\n" for each in prediction.tolist()), payloads.CSV
        return ",".join(str(each) for each in prediction.tolist()), payloads.CSV


def _lines(body):
    text = body.decode("utf-8") if isinstance(body, bytes) else body
    return [line for line in text.splitlines() if line.strip()]


def sparse(lines):
    from scipy.sparse import csr_matrix

    cells = [
        (row, int(column), float(value))
        for row, line in enumerate(lines)
        for column, value in (item.split(":") for item in line.split() if ":" in item)
    ]
    rows, columns, values = zip(*cells) if cells else ((), (), ())
    return csr_matrix((values, (rows, columns)))


of = {"sklearn": ScikitLearn, "pytorch": PyTorch, "xgboost": XGBoost}
