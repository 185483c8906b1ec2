"""Rows of wines: CSV without a header, label first, as SageMaker's XGBoost reads it."""

import csv
import glob
import os

import numpy

FEATURES = [
    "fixed_acidity",
    "volatile_acidity",
    "citric_acid",
    "residual_sugar",
    "chlorides",
    "free_sulfur_dioxide",
    "total_sulfur_dioxide",
    "density",
    "pH",
    "sulphates",
    "alcohol",
]


def read_rows(folder):
    """The rows of all CSV files of a folder, as lists of texts."""
    rows = []
    for path in sorted(glob.glob(os.path.join(folder, "*.csv"))):
        with open(path, newline="") as file:
            rows.extend(row for row in csv.reader(file) if row)
    return rows


def write_rows(folder, name, rows):
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name), "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def numbers(rows):
    """Labels, and features."""
    values = numpy.array(rows, dtype=float)
    return values[:, 0], values[:, 1:]
