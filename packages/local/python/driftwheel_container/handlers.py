"""The functions that answer a request: the user's own, and the image's where there are none.

Source: https://github.com/aws/sagemaker-inference-toolkit, `transformer.py` of 1.10.1.
"""

import importlib
import inspect
import os
import sys
from pathlib import Path

from driftwheel_container import defaults, folders, payloads
from driftwheel_container.packages import python_with

names = ("model_fn", "input_fn", "predict_fn", "output_fn")


def code_folder():
    """Where the script lies: in the model's own `code`, or where SAGEMAKER_SUBMIT_DIRECTORY has been unpacked."""
    given = Path(os.environ.get("SAGEMAKER_SUBMIT_DIRECTORY", folders.model / "code"))
    return folders.code if folders.code.is_dir() else given


def run_by_python_with_packages(module):
    """Begins this process anew with the packages that stand in requirements.txt, if there are any."""
    python = python_with(code_folder() / "requirements.txt")
    if python != sys.executable:
        os.execv(python, [python, "-m", module])


class Handlers:
    """Loads the model; after that `answer` turns a request into a response."""

    def __init__(self, framework):
        standard = defaults.of.get(framework, defaults.Defaults)()
        script = _user_module()
        own = {name: getattr(script, name, None) for name in names}
        self.transform_fn = getattr(script, "transform_fn", None)
        if self.transform_fn and any(own[name] for name in names[1:]):
            raise ValueError(
                "Cannot use transform_fn implementation in conjunction with input_fn, predict_fn, and/or output_fn "
                "implementation"
            )
        self.functions = {name: own[name] or getattr(standard, name) for name in names}
        self.accept = os.environ.get("SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT", _accepted(framework))
        self.model = _call(self.functions["model_fn"], str(folders.model))

    def answer(self, body, content_type, accept):
        """The response's body and content type."""
        if not accept or accept == "*/*":
            accept = self.accept
        if content_type in payloads.texts:
            body = body.decode("utf-8")
        if self.transform_fn:
            said = _call(self.transform_fn, self.model, body, content_type, accept)
        else:
            values = _call(self.functions["input_fn"], body, content_type)
            prediction = _call(self.functions["predict_fn"], values, self.model)
            said = _call(self.functions["output_fn"], prediction, accept)
        text, of_type = said if isinstance(said, tuple) else (said, accept)
        return (text if isinstance(text, (bytes, bytearray)) else str(text).encode("utf-8")), of_type


def _user_module():
    """The script as a module; None when there is none, and then all is the image's own."""
    folder = code_folder()
    program = os.environ.get("SAGEMAKER_PROGRAM")
    name = (program or "inference.py").removesuffix(".py")
    if not (folder / f"{name}.py").is_file():
        if program:
            raise FileNotFoundError(f"There is no {program} in {folder}, which SAGEMAKER_PROGRAM names.")
        return None
    sys.path.insert(0, str(folder))
    return importlib.import_module(name.replace("/", "."))


def _call(function, *values):
    """Calls a function, which may take a context after what it is given."""
    wanted = len(inspect.signature(function).parameters)
    if wanted == len(values) + 1:
        values = (*values, None)
    elif wanted != len(values):
        raise TypeError(f"{function.__name__} takes {wanted} arguments but {len(values)} were given.")
    return function(*values)


def _accepted(framework):
    return payloads.CSV if framework == "xgboost" else payloads.JSON
