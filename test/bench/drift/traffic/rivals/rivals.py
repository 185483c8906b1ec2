"""Judges windows by Evidently, NannyML and river, each with its defaults.

Usage: rivals.py. Reads a line of JSON and answers with one, until its input ends:

    {"trained": [[...], ...], "rows": 200}       columns of the training rows in their order, and the rows of a window:
                                                 all begins anew. Answered by {}.
    {"window": [[...], ...], "library": "river"} columns of the next window, and who is asked. Answered by whether each
                                                 method of that library alarms: {"river ADWIN": false, ...}.
"""

import json
import os
import sys
import warnings

# Neither is measured, and nobody is to be told of it.
os.environ.update(DO_NOT_TRACK="true", NML_DISABLE_USAGE_LOGGING="true")
warnings.filterwarnings("ignore")

import pandas
from evidently import DataDefinition, Dataset, Report
from evidently.legacy.calculations.stattests import get_stattest
from evidently.legacy.core import ColumnType
from evidently.presets import DataDriftPreset
from nannyml import UnivariateDriftCalculator
from river import drift


def frame(columns):
    return pandas.DataFrame({f"x{number}": column for number, column in enumerate(columns)})


class Evidently:
    """DataDriftPreset: each column by the test that Evidently chooses for it, and the share of those that drifted.

    A report of the preset takes a third of a second, nearly all of it for its pictures. So the same tests are called
    as the preset calls them, and the first window is put to the preset too.
    """

    compared = 1

    def __init__(self, trained, rows):
        self.trained = frame(trained)
        self.to_compare = self.compared

    def judge(self, window):
        current = frame(window)
        drifted = [self.is_drifted(current[name], self.trained[name]) for name in current]
        alarms = {"Evidently, any column": any(drifted), "Evidently, half of the columns": sum(drifted) >= len(drifted) / 2}
        if self.to_compare > 0:
            self.to_compare -= 1
            if self.reported(current) != (drifted, alarms["Evidently, half of the columns"]):
                raise AssertionError("Evidently's DataDriftPreset says other than its tests do.")
        return alarms

    @staticmethod
    def is_drifted(current, trained):
        test = get_stattest(trained, current, ColumnType.Numerical, None)
        return bool(test(trained, current, ColumnType.Numerical, None).drifted)

    def reported(self, current):
        definition = DataDefinition(numerical_columns=list(current))
        sets = [Dataset.from_pandas(rows, data_definition=definition) for rows in (current, self.trained)]
        share, *columns = Report([DataDriftPreset()], include_tests=True).run(*sets).dict()["tests"]
        return [test["status"].value == "FAIL" for test in columns], share["status"].value == "FAIL"


class NannyML:
    """UnivariateDriftCalculator, a chunk for each window: Jensen and Shannon's distance of each feature, against the
    mean and three standard deviations of the chunks of training rows."""

    def __init__(self, trained, rows):
        reference = frame(trained)
        self.names = list(reference)
        self.calculator = UnivariateDriftCalculator(column_names=self.names, chunk_size=rows).fit(reference)

    def judge(self, window):
        last = self.calculator.calculate(frame(window)).filter(period="analysis").to_df()
        return {"NannyML": any(bool(last[(name, "jensen_shannon", "alert")].iloc[-1]) for name in self.names)}


class River:
    """A detector for each feature, told of every row, the training rows first. After an alarm it resets itself."""

    kinds = {"river ADWIN": drift.ADWIN, "river Page-Hinkley": drift.PageHinkley}

    def __init__(self, trained, rows):
        self.detectors = {name: [kind() for _ in trained] for name, kind in self.kinds.items()}
        self.judge(trained)

    def judge(self, window):
        return {
            # A list, so that every feature's detector is told of its rows after another's alarm.
            name: any([self.tell(detector, column) for detector, column in zip(detectors, window, strict=True)])
            for name, detectors in self.detectors.items()
        }

    @staticmethod
    def tell(detector, column):
        alarmed = False
        for value in column:
            detector.update(value)
            alarmed = alarmed or detector.drift_detected
        return alarmed


libraries = {"evidently": Evidently, "nannyml": NannyML, "river": River}
judges = {}
# What a library prints must not be taken for an answer.
answers, sys.stdout = sys.stdout, sys.stderr
for line in sys.stdin:
    message = json.loads(line)
    answer = {}
    if "trained" in message:
        judges = {name: library(message["trained"], message["rows"]) for name, library in libraries.items()}
    else:
        answer = judges[message["library"]].judge(message["window"])
    print(json.dumps(answer), file=answers, flush=True)
