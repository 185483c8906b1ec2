#!/usr/bin/env bash
# hyparquet-compressors 1.1.2 refuses a file of pyarrow that is compressed by LZ4 and has a column without any value.
#
# The page of such a column holds no values, which the codec writes as a block of no bytes or one; other codecs of the
# same package and pyarrow itself read it. One column that happens to be empty in a day's file makes the whole file
# unreadable, the other columns with it. Read the columns one by one, or catch the error and hand back an empty page.
#
# Prints what was seen; ends with 1 when it is no longer so. Needs Python 3, whose pyarrow writes the files.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check pyarrow==25.0.1
python/bin/python - <<'PY'
import pyarrow as pa
import pyarrow.parquet as pq

table = pa.table({"depth": [1.5, 2.5, 3.5], "remark": pa.array([None, None, None], pa.string())})
for codec in ("lz4", "zstd", "gzip", "snappy"):
    pq.write_table(table, f"{codec}.parquet", compression=codec)
    assert pq.read_table(f"{codec}.parquet").num_rows == 3
PY
npm init -y >/dev/null
npm install --silent --no-fund --no-audit hyparquet@1.33.0 hyparquet-compressors@1.1.2
cat > seen.mjs <<'JS'
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";

const seen = {};
for (const codec of ["lz4", "zstd", "gzip", "snappy"]) {
  const file = await asyncBufferFromFile(`${codec}.parquet`);
  seen[codec] = await parquetReadObjects({ file, compressors }).then(
    (rows) => rows.length,
    () => "refused",
  );
}
console.log(JSON.stringify(seen));
JS
seen=$(node seen.mjs)
expected='{"lz4":"refused","zstd":3,"gzip":3,"snappy":3}'
echo "rows read of a table with an empty column, by codec: $seen"
[ "$seen" = "$expected" ] || { echo "changed: expected $expected" >&2; exit 1; }
