"""Metrics of bias by AWS's own library, written to smclarify.fixture.json: smclarify 0.5, pandas 2.3.3.

python3 packages/analyzers/src/bias/smclarify.fixture.py
"""

import json
import random
from io import StringIO
from pathlib import Path

import pandas
from smclarify.bias.report import FacetColumn, LabelColumn, StageType, bias_report, label_value_or_threshold

random.seed(20)


def row():
    berth = random.choice(["north", "north", "south"])
    swell = round(random.gauss(2, 0.7), 2)
    out = int(random.random() < 0.3 + 0.3 * (berth == "south") + 0.1 * (swell > 2))
    answered = out if random.random() < 0.8 else 1 - out
    return [swell, berth, random.choice(["barge", "ferry", "pilot"]), out, answered]


HEADERS = ["swell", "berth", "ship", "out", "answered"]
rows = [row() for _ in range(240)]
text = "\n".join(",".join(map(str, one)) for one in rows)
table = pandas.read_csv(StringIO(text), names=HEADERS)

FACETS = {"berth": ["south"], "swell": [2.5], "ship": []}


def sections(positive):
    label = LabelColumn("out", table["out"], positive)
    predicted = LabelColumn("answered", table["answered"], positive)

    def report(stage, facet, values):
        return bias_report(
            table.drop(columns=["swell"]) if facet != "swell" else table,
            FacetColumn(facet, list(values)),
            label,
            stage,
            predicted if stage == StageType.POST_TRAINING else None,
            group_variable=table["ship"],
        )

    return {
        f"{stage.value}_bias_metrics": {
            "label": "out",
            "facets": {facet: report(stage, facet, values) for facet, values in FACETS.items()},
            "label_value_or_threshold": label_value_or_threshold(table["out"], positive),
        }
        for stage in (StageType.PRE_TRAINING, StageType.POST_TRAINING)
    }


document = {
    "rows": text.split("\n"),
    "config": {
        "dataset_type": "text/csv",
        "headers": HEADERS,
        "label": "out",
        "label_values_or_threshold": [1],
        "facet": [
            {"name_or_index": name, **({"value_or_threshold": values} if values else {})}
            for name, values in FACETS.items()
        ],
        "group_variable": "ship",
        "predicted_label": "answered",
        "methods": {"pre_training_bias": {"methods": "all"}, "post_training_bias": {"methods": "all"}},
    },
    "expected": sections([1]),
}
Path(__file__).with_suffix(".json").write_text(json.dumps(document, indent=1) + "\n")
