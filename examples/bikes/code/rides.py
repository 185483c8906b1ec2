"""Rows of hours, as the files of this repository have them."""

import csv
import glob
import os

import numpy

FEATURES = ["hour", "workingday", "temp", "hum", "windspeed"]
LABEL = "rides"


def read_rows(folder):
    """The rows of all CSV files of a folder, as dictionaries of texts."""
    rows = []
    for path in sorted(glob.glob(os.path.join(folder, "*.csv"))):
        with open(path, newline="") as file:
            rows.extend(csv.DictReader(file))
    return rows


def write_rows(folder, name, rows):
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name), "w", newline="") as file:
        writer = csv.DictWriter(file, [*FEATURES, LABEL], extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def numbers(rows, names):
    return numpy.array([[float(row[name]) for name in names] for row in rows])
