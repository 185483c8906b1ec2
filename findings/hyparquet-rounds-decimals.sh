#!/usr/bin/env bash
# hyparquet 1.33.0 reads DECIMAL(38, 0) as doubles: of an account number with 20 digits the last ones are others.
#
# The format keeps such a column as whole numbers and a scale, exactly. The reader divides each by the scale into a
# double, which holds 15 to 17 digits; two different keys can come out as one, and nothing says so. INT64 columns come
# out as BigInt and are exact. For keys and money in DECIMAL columns read the unscaled bytes, or cast in what writes.
#
# Prints what was seen; ends with 1 when it is no longer so. Needs Python 3, whose pyarrow writes the file.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check pyarrow==25.0.1
python/bin/python - <<'PY'
from decimal import Decimal
import pyarrow as pa
import pyarrow.parquet as pq

keys = [Decimal("12345678901234567890"), Decimal("12345678901234567891")]
pq.write_table(
    pa.table({"key": pa.array(keys, pa.decimal128(38, 0)), "count": pa.array([2**60 + 1, 2**60 + 2], pa.int64())}),
    "keys.parquet",
)
PY
npm init -y >/dev/null
npm install --silent --no-fund --no-audit hyparquet@1.33.0
cat > seen.mjs <<'JS'
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";

const rows = await parquetReadObjects({ file: await asyncBufferFromFile("keys.parquet") });
console.log(
  JSON.stringify({
    types: [typeof rows[0].key, typeof rows[0].count],
    sameKey: rows[0].key === rows[1].key,
    sameCount: rows[0].count === rows[1].count,
  }),
);
JS
seen=$(node seen.mjs)
expected='{"types":["number","bigint"],"sameKey":true,"sameCount":false}'
echo "two keys that differ in their 20th digit, and two counts beyond 2^53: $seen"
[ "$seen" = "$expected" ] || { echo "changed: expected $expected" >&2; exit 1; }
