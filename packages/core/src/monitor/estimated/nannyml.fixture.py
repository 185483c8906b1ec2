"""Writes nannyml.fixture.json: what NannyML 0.13.1 estimates of the rows that estimated.test.ts makes too.

NannyML: CBPE with its isotonic calibration, and DLE with LightGBM, at their defaults; scikit-learn for what turned out.
Run from anywhere: pip install nannyml==0.13.1 statsmodels==0.15.0; NML_DISABLE_USAGE_LOGGING=1 python3 nannyml.fixture.py
"""

import json
import math
import pathlib

import nannyml
import numpy as np
import pandas as pd
from sklearn import metrics

MASK = 0xFFFFFFFF


def integers(seed):
    """xoshiro128** as packages/core/src/stats/random.ts has it."""
    filler = seed & MASK
    state = []
    for _ in range(4):
        filler = (filler + 0x9E3779B9) & MASK
        mixed = ((filler ^ (filler >> 16)) * 0x85EBCA6B) & MASK
        mixed = ((mixed ^ (mixed >> 13)) * 0xC2B2AE35) & MASK
        state.append((mixed ^ (mixed >> 16)) & MASK)
    a, b, c, d = state
    while True:
        product = (b * 5) & MASK
        result = (((product << 7) | (product >> 25)) & MASK) * 9 & MASK
        shifted = (b << 9) & MASK
        c ^= a
        d ^= b
        b ^= c
        a ^= d
        c ^= shifted
        d = ((d << 11) | (d >> 21)) & MASK
        yield result


def rounded(value):
    return math.floor(value * 1e4 + 0.5) / 1e4


def scored(count, shift, seed):
    draws = integers(seed)
    share = lambda: next(draws) / 2**32
    rows = []
    for _ in range(count):
        x = shift + 3 * (share() + share() + share() - 1.5)
        score = rounded(1 / (1 + math.exp(-1.6 * x)))
        label = int(share() < 1 / (1 + math.exp(-(0.9 * x - 0.3))))
        rows.append({"score": score, "answer": int(score >= 0.5), "label": label})
    return pd.DataFrame(rows)


def classified(count, shift, seed):
    draws = integers(seed)
    share = lambda: next(draws) / 2**32
    rows = []
    for _ in range(count):
        leanings = [bias + 2.5 * (share() + share() - 1) for bias in (shift, 0, 0.4)]

        def softmax(scale):
            powers = [math.exp(scale * leaning) for leaning in leanings]
            return [power / sum(powers) for power in powers]

        scores = [rounded(score) for score in softmax(1.8)[:2]]
        scores.append(rounded(1 - scores[0] - scores[1]))
        rain, snow, _sun = softmax(1)
        drawn = share()
        label = "rain" if drawn < rain else "snow" if drawn < rain + snow else "sun"
        answer = ("rain", "snow", "sun")[scores.index(max(scores))]
        rows.append({"p_rain": scores[0], "p_snow": scores[1], "p_sun": scores[2], "answer": answer, "label": label})
    return pd.DataFrame(rows)


def answered(count, shift, seed):
    draws = integers(seed)
    share = lambda: next(draws) / 2**32
    rows = []
    for _ in range(count):
        a = rounded(shift + 3 * (share() + share() + share() - 1.5))
        b = rounded(10 * share())
        noise = math.sqrt(3) * (share() + share() + share() + share() - 2)
        answer = rounded(3 * a + b)
        label = rounded(answer + noise * (0.5 + 0.25 * b + 0.8 * abs(a)))
        rows.append({"a": a, "b": b, "answer": answer, "label": label})
    return pd.DataFrame(rows)


def estimates(estimator, names, reference, current):
    found = estimator.fit(reference).estimate(current).filter(period="analysis").to_df()
    return {name: {"value": float(found[(name, "value")].iloc[0]), "samplingError": float(found[(name, "sampling_error")].iloc[0])} for name in names}


reference, current = scored(20_000, 0.2, 1), scored(4_000, 0.9, 2)
names = ["accuracy", "f1", "precision", "recall", "specificity", "roc_auc"]
cbpe = nannyml.CBPE(
    problem_type="classification_binary",
    y_pred_proba="score",
    y_pred="answer",
    y_true="label",
    metrics=names,
    chunk_size=len(current),
)
classes = {
    "estimated": estimates(cbpe, names, reference, current),
    "realised": {
        "accuracy": metrics.accuracy_score(current.label, current.answer),
        "f1": metrics.f1_score(current.label, current.answer),
        "precision": metrics.precision_score(current.label, current.answer),
        "recall": metrics.recall_score(current.label, current.answer),
        "specificity": metrics.recall_score(current.label, current.answer, pos_label=0),
        "roc_auc": metrics.roc_auc_score(current.label, current.score),
    },
}
reference, current = classified(20_000, 0.2, 5), classified(4_000, 0.9, 6)
names = ["accuracy", "f1", "precision", "recall", "roc_auc"]
columns = {name: f"p_{name}" for name in ("rain", "snow", "sun")}
cbpe = nannyml.CBPE(
    problem_type="classification_multiclass",
    y_pred_proba=columns,
    y_pred="answer",
    y_true="label",
    metrics=names,
    chunk_size=len(current),
)
of_classes = dict(y_true=current.label, y_pred=current.answer)
areas = [metrics.roc_auc_score(current.label == name, current[column]) for name, column in columns.items()]
several = {
    "estimated": estimates(cbpe, names, reference, current),
    "realised": {
        "accuracy": metrics.accuracy_score(**of_classes),
        "f1": metrics.f1_score(**of_classes, average="macro"),
        "precision": metrics.precision_score(**of_classes, average="macro"),
        "recall": metrics.recall_score(**of_classes, average="macro"),
        "roc_auc": float(np.mean(areas)),
    },
}
reference, current = answered(20_000, 0, 3), answered(4_000, 0.5, 4)
names = ["mae", "mse", "rmse"]
dle = nannyml.DLE(
    feature_column_names=["a", "b"], y_pred="answer", y_true="label", metrics=names, chunk_size=len(current)
)
errors = current.answer - current.label
numbers = {
    "estimated": estimates(dle, names, reference, current),
    "realised": {
        "mae": float(np.mean(np.abs(errors))),
        "mse": float(np.mean(errors**2)),
        "rmse": float(np.sqrt(np.mean(errors**2))),
    },
}
fixture = {
    "about": f"Written by nannyml.fixture.py with NannyML {nannyml.__version__}.",
    "classes": classes,
    "several": several,
    "numbers": numbers,
}
path = pathlib.Path(__file__).with_name("nannyml.fixture.json")
path.write_text(json.dumps(fixture, indent=2) + "\n")
