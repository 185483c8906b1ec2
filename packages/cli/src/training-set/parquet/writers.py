"""Writes one table by each library that people write Parquet with, into the folder that is named."""

import datetime
import decimal
import sys

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

folder = sys.argv[1]
rows = range(120)
start = datetime.datetime(2026, 3, 1, 6, 30)

frame = pd.DataFrame(
    {
        "swell": [None if i % 10 == 0 else 0.25 * i for i in rows],
        "gust": [float("inf") if i == 7 else 1.5 * i for i in rows],
        "boats": np.array([i % 7 for i in rows], dtype="int64"),
        "buoy": np.array([9007199254740993 + i for i in rows], dtype="int64"),
        "beacon": np.full(len(rows), 2**64 - 1, dtype="uint64"),
        "fare": [decimal.Decimal("-12.50") + i for i in rows],
        "ledger": [decimal.Decimal("12345678901234567890.25") + i for i in rows],
        "day": [start.date() + datetime.timedelta(days=i % 7) for i in rows],
        "seen": pd.Series([start + datetime.timedelta(hours=i % 24, microseconds=250000) for i in rows]).astype("datetime64[us]"),
        "seen_utc": pd.Series([start + datetime.timedelta(hours=i % 24) for i in rows]).dt.tz_localize("UTC"),
        "wind": pd.Categorical(["west" if i % 3 == 0 else "north" for i in rows]),
        "open": [i % 2 == 0 for i in rows],
        "depth": np.array([i / 4 for i in rows], dtype="float16"),
        "nobody": [None for _ in rows],
    }
)
table = pa.Table.from_pandas(frame)

# The rows in another order, and a name for each: pandas keeps both, as columns of the file.
frame.sample(frac=1, random_state=3).to_parquet(f"{folder}/pandas-sampled.parquet")
frame.assign(station=[f"s{i}" for i in rows]).set_index("station").to_parquet(f"{folder}/pandas-index.parquet")

for codec in ("none", "snappy", "gzip", "brotli", "zstd", "lz4"):
    pq.write_table(table, f"{folder}/pyarrow-{codec}.parquet", compression=codec)
    pq.write_table(
        table,
        f"{folder}/pyarrow-{codec}-v2.parquet",
        compression=codec,
        data_page_version="2.0",
        use_dictionary=False,
        row_group_size=50,
    )
pq.write_table(table, f"{folder}/pyarrow-int96.parquet", use_deprecated_int96_timestamps=True)

reread = duckdb.read_parquet(f"{folder}/pyarrow-none.parquet")
for codec in ("snappy", "gzip", "zstd", "lz4_raw", "brotli"):
    reread.write_parquet(f"{folder}/duckdb-{codec}.parquet", compression=codec)
duckdb.sql(f"copy (select * from reread) to '{folder}/duckdb-parts' (format parquet, partition_by (open))")

nested = pa.table({"a": [1, 2], "tags": [[1], [2]], "place": [{"x": 1}, {"x": 2}]})
pq.write_table(nested, f"{folder}/nested.parquet")
