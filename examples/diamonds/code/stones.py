"""Labelled stones, as the files of this repository have them, and which of them are held out."""

import csv
import glob
import os

import numpy

FEATURES = ["carat", "cut", "color", "clarity", "depth", "table"]
LABEL = "price"
# Fewer make no model worth comparing.
FEWEST = 200


def read_stones(folder):
    """Features and prices to train on, then those held out; a stone that was served twice counts once."""
    rows = {}
    for path in sorted(glob.glob(os.path.join(folder, "*.csv"))):
        with open(path, newline="") as file:
            rows.update((tuple(row[name] for name in [*FEATURES, LABEL]), None) for row in csv.DictReader(file))
    if len(rows) < FEWEST:
        raise SystemExit(f"{len(rows)} labelled stones; at least {FEWEST} are needed.")
    values = numpy.array(list(rows), dtype=float)
    is_held_out = numpy.arange(len(values)) % 5 == 0
    return [(part[:, :-1], part[:, -1]) for part in (values[~is_held_out], values[is_held_out])]
