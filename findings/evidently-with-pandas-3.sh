#!/usr/bin/env bash
# evidently 0.7.23: pip installs it beside pandas 3, with which it cannot be imported.
#
# Its metadata names no upper bound for pandas, so a plain install of it takes pandas 3.1.1, in which a function that it
# imports from pandas' internals is gone. Nothing is said until the first import. A file of requirements that has both
# needs pandas below 3, or an environment of Evidently's own.
#
# Prints what was seen; ends with 1 when it is no longer so. Needs Python 3; takes about two minutes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check evidently==0.7.23 pandas==3.1.1
python/bin/pip check >/dev/null && consistent=yes || consistent=no
imported=$(python/bin/python -c "import evidently" 2>&1 | tail -1 | grep -o "^ImportError: cannot import name '[a-z_]*'" || true)
seen="requirements consistent: $consistent; $imported"
expected="requirements consistent: yes; ImportError: cannot import name 'infer_dtype_from_object'"
echo "$seen"
[ "$seen" = "$expected" ] || { echo "changed: expected $expected" >&2; exit 1; }
