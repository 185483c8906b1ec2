#!/usr/bin/env bash
# sagemaker-inference 1.10.1 (with numpy 2.4.6): what its decoder makes of a missing value in a text/csv request depends on the other
# rows of the same request. Alone it is 0, beside a whole number -1, beside a number with decimals NaN.
#
# The decoder lets numpy guess a type for each column, and numpy fills what is missing by that type. So a model that is asked
# for one row at a time and in batches answers the same row differently, and a monitor that reads the captured request
# counts a missing value where the model was given a plain 0 or -1. Who serves with the toolkit's defaults imputes before the
# request is sent, or sends JSON, where a missing value is null.
#
# Prints what was seen; ends with 1 when it is no longer so. Needs Python 3.11 or newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check sagemaker-inference==1.10.1 numpy==2.4.6
seen=$(python/bin/python - <<'PYTHON'
from sagemaker_inference import decoder

for others in ("", "8,5\n", "8,5.5\n"):
    rows = decoder.decode(f"7,\n{others}", "text/csv").tolist()
    first = list(rows[0] if others else rows)
    print(f"a row of 7 and nothing, then {others.strip() or 'no other'}: {first}")
PYTHON
)
expected="a row of 7 and nothing, then no other: [7, 0]
a row of 7 and nothing, then 8,5: [7, -1]
a row of 7 and nothing, then 8,5.5: [7, nan]"
echo "$seen"
[ "$seen" = "$expected" ] || { echo "changed: expected $expected" >&2; exit 1; }
