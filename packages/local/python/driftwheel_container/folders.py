"""The folders of SageMaker's container contract, below `/opt/ml` or the folder that stands for it."""

import os
from pathlib import Path

root = Path(os.environ.get("OPT_ML", "/opt/ml"))
config = root / "input" / "config"
data = root / "input" / "data"
code = root / "code"
model = root / "model"
output = root / "output"
failure = output / "failure"
