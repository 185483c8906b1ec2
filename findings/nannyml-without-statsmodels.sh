#!/usr/bin/env bash
# nannyml 0.13.1 imports statsmodels and does not require it: after a plain install it cannot be imported.
#
# Its metadata names category-encoders, which brought statsmodels until it needed it no more (2.11.2 does not). pip finds
# nothing wrong, because nothing that is named is missing, and nothing is said until the first import. A file of
# requirements that has NannyML names statsmodels too.
#
# Prints what was seen; ends with 1 when it is no longer so. Needs Python 3; takes about three minutes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check nannyml==0.13.1 category-encoders==2.11.2
python/bin/pip check >/dev/null && consistent=yes || consistent=no
imported=$(python/bin/python -c "import nannyml" 2>&1 | tail -1 || true)
seen="requirements consistent: $consistent; $imported"
expected="requirements consistent: yes; ModuleNotFoundError: No module named 'statsmodels'"
echo "$seen"
[ "$seen" = "$expected" ] || { echo "changed: expected $expected" >&2; exit 1; }
