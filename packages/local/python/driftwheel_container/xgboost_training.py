"""XGBoost as a built-in algorithm: the image without a script of the user's.

Source: https://docs.aws.amazon.com/sagemaker/latest/dg/xgboost.html and
https://github.com/aws/sagemaker-xgboost-container, `algorithm_mode/train.py`.
"""

import os
import sys

from driftwheel_container import environment, folders
from driftwheel_container.train import Failure

# Hyperparameters that are not XGBoost's own parameters.
not_parameters = {"num_round", "early_stopping_rounds", "csv_weights", "_tuning_objective_metric"}
csv_types = ("csv", "text/csv")
libsvm_types = ("libsvm", "text/libsvm", "text/x-libsvm", None)


def main():
    try:
        train()
    except Failure as failure:
        folders.output.mkdir(parents=True, exist_ok=True)
        folders.failure.write_text(str(failure), "utf-8")
        print(str(failure), file=sys.stderr, flush=True)
        sys.exit(1)


def train():
    try:
        import xgboost
    except ImportError:
        raise Failure(
            f"ClientError: The Python {sys.executable} has no xgboost. Install it there (pip install xgboost), "
            "or name another Python by --python or DRIFTWHEEL_PYTHON."
        ) from None
    settings = environment.hyperparameters()
    if "num_round" not in settings:
        raise Failure("ClientError: The hyperparameter num_round is missing: how many rounds the training runs.")
    training, validation = matrix("train", settings), matrix("validation", settings)
    if training is None:
        raise Failure("ClientError: Missing required channel: train.")
    print(f"Train matrix has {training.num_row()} rows", flush=True)
    watched = [(training, "train"), *([(validation, "validation")] if validation is not None else [])]
    parameters = {name: value for name, value in settings.items() if name not in not_parameters}
    if isinstance(parameters.get("eval_metric"), str):
        parameters["eval_metric"] = parameters["eval_metric"].split(",")
    try:
        booster = xgboost.train(
            parameters,
            training,
            num_boost_round=int(settings["num_round"]),
            evals=watched,
            early_stopping_rounds=settings.get("early_stopping_rounds"),
            callbacks=[printed(xgboost)],
            verbose_eval=False,
        )
    except (ValueError, xgboost.core.XGBoostError) as refusal:
        raise Failure(f"ClientError: XGB train call failed with exception:\n{refusal}") from None
    folders.model.mkdir(parents=True, exist_ok=True)
    # The ending tells the library its form; the name is the image's.
    booster.save_model(folders.model / "xgboost-model.ubj")
    os.replace(folders.model / "xgboost-model.ubj", folders.model / "xgboost-model")


def printed(xgboost):
    """Writes each round's evaluation as the image does; CloudWatch shows its tabs as `#011`, and metrics are read so."""

    class Printed(xgboost.callback.TrainingCallback):
        def after_iteration(self, model, epoch, evals_log):
            words = [
                f"{data}-{metric}:{values[-1]:.5f}"
                for data, metrics in evals_log.items()
                for metric, values in metrics.items()
            ]
            print("#011".join([f"[{epoch}]", *words]), flush=True)
            return False

    return Printed()


def matrix(channel, settings):
    """All files of a channel; None when there is no such channel."""
    described = environment.training_environment()["input_data_config"].get(channel)
    if described is None:
        return None
    of_type = described.get("ContentType")
    kind = of_type.split(";")[0].strip().lower() if of_type else None
    files = sorted(path for path in (folders.data / channel).rglob("*") if path.is_file())
    lines = [line for path in files for line in path.read_text("utf-8").splitlines() if line.strip()]
    if kind in csv_types:
        return _from_csv(lines, channel, settings)
    if kind in libsvm_types:
        return _from_libsvm(lines, channel)
    raise Failure(f"ClientError: The channel {channel} has the content type {of_type}; text/csv and text/libsvm are read.")


def _from_csv(lines, channel, settings):
    import numpy
    import xgboost

    try:
        rows = numpy.array([[float(cell or "nan") for cell in line.split(",")] for line in lines])
    except ValueError as refusal:
        raise Failure(
            f"ClientError: The channel {channel} must be CSV without a header, the label first, all numbers: {refusal}"
        ) from None
    weighted = int(settings.get("csv_weights", 0))
    weights = rows[:, 1] if weighted else None
    return xgboost.DMatrix(rows[:, 2 if weighted else 1 :], label=rows[:, 0], weight=weights)


def _from_libsvm(lines, channel):
    import xgboost

    from driftwheel_container.defaults import sparse

    try:
        labels = [float(line.split()[0]) for line in lines]
    except ValueError:
        raise Failure(
            f"ClientError: The channel {channel} is not LIBSVM, which is read unless its ContentType is text/csv."
        ) from None
    return xgboost.DMatrix(sparse(lines), label=labels)


if __name__ == "__main__":
    main()
