"""Splits the labelled wines into those to train on and those held out, and writes Model Monitor's baseline files."""

import argparse

from baseline import write_baseline
from wines import read_rows, write_rows

BASE = "/opt/ml/processing"
# Fewer make no model worth comparing.
FEWEST = 200


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--window-start", default="")
    settings = parser.parse_args()

    # The first field is when a wine was served, in ISO 8601 and UTC: the order of times is that of their texts. A wine
    # that was served twice counts once.
    served = [row[1:] for row in read_rows(f"{BASE}/labelled") if row[0] >= settings.window_start]
    rows = [list(row) for row in dict.fromkeys(map(tuple, served))]
    if len(rows) < FEWEST:
        raise SystemExit(f"{len(rows)} labelled wines since {settings.window_start}; at least {FEWEST} are needed.")
    held_out = rows[::5]
    train = [row for place, row in enumerate(rows) if place % 5 != 0]
    write_rows(f"{BASE}/train", "train.csv", train)
    write_rows(f"{BASE}/held-out", "held-out.csv", held_out)
    write_baseline(f"{BASE}/baseline", rows)
    print(f"{len(train)} wines to train on, {len(held_out)} held out")


if __name__ == "__main__":
    main()
