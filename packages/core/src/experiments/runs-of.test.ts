import { expect, it } from "vitest";
import { sampleLedger } from "../../../cli/test/sample-ledger.ts";
import type { Entry } from "../vocabulary/entry.ts";
import { runsOf } from "./runs-of.ts";

const place = { region: "eu-west-1", studioDomain: "d-vines" };

it("a retraining is a run with what was asked for, the drift behind it and the gate's numbers", () => {
  expect(runsOf(sampleLedger, place)[0]).toMatchInlineSnapshot(`
    {
      "endTime": 1772446860000,
      "entries": [
        3,
        5,
        6,
        7,
        8,
        9,
        11,
        12,
      ],
      "key": "frost/retraining/3/2026-03-02T10:00:00.000Z",
      "metrics": [
        {
          "key": "drift.windows",
          "step": 0,
          "timestamp": 1772445600000,
          "value": 2,
        },
        {
          "key": "drift.cusum",
          "step": 0,
          "timestamp": 1772445600000,
          "value": 5.234567,
        },
        {
          "key": "drift.line",
          "step": 0,
          "timestamp": 1772445600000,
          "value": 4.37,
        },
        {
          "key": "drift.distance.temp_max",
          "step": 0,
          "timestamp": 1772445600000,
          "value": 0.71234567,
        },
        {
          "key": "drift.allowed.temp_max",
          "step": 0,
          "timestamp": 1772445600000,
          "value": 0.2,
        },
        {
          "key": "gate.regression_metrics.mae.value",
          "step": 0,
          "timestamp": 1772446920000,
          "value": 2.0625,
        },
        {
          "key": "gate.regression_metrics.mae.value.champion",
          "step": 0,
          "timestamp": 1772446920000,
          "value": 3.9,
        },
        {
          "key": "gate.passed",
          "step": 0,
          "timestamp": 1772446920000,
          "value": 1,
        },
        {
          "key": "gate.failed",
          "step": 0,
          "timestamp": 1772446920000,
          "value": 0,
        },
      ],
      "name": "driftwheel-frost-3",
      "params": {
        "deadline": "2026-03-03T10:00:00.000Z",
        "drift.features": "temp_max,wind",
        "drift.more features": "0",
        "drift.since": "2026-03-02T08:00:00.000Z",
        "estimated cost": "2.5",
        "parameters.DriftedFeatures": "temp_max,wind",
        "parameters.TrainingData": "s3://frost-data/labelled/",
        "pipeline": "frost-train",
        "retrained by": "pipeline",
      },
      "startTime": 1772445600000,
      "status": "FINISHED",
      "tags": {
        "driftwheel.approval": "approved by the policy",
        "driftwheel.because": "The gate is passed: mae 2.0625 is at most 3.",
        "driftwheel.drift": "driftwheel explain frost 2",
        "driftwheel.drift.report": "s3://frost-monitor/reports/frost-prod/driftwheel/2026/03/02/10/constraint_violations.json",
        "driftwheel.entry": "3",
        "driftwheel.evaluation": "s3://frost-data/evaluation/evaluation.json",
        "driftwheel.execution": "arn:aws:sagemaker:eu-central-1:123456789012:pipeline/frost-train/execution/w2k8d0v5n1qz",
        "driftwheel.execution.status": "succeeded",
        "driftwheel.explain": "driftwheel explain frost 3",
        "driftwheel.kind": "retraining",
        "driftwheel.model": "frost",
        "driftwheel.package": "arn:aws:sagemaker:eu-central-1:123456789012:model-package/frost/5",
        "driftwheel.rollout": "frost/rollout/frost-v5-1/2026-03-02T10:23:00.000Z",
        "driftwheel.run": "frost/retraining/3/2026-03-02T10:00:00.000Z",
        "driftwheel.verdict": "accepted",
        "driftwheel.version": "5",
      },
    }
  `);
});

it("a rollout is a run with each look's numbers at its step, and how it ended", () => {
  expect(runsOf(sampleLedger, place)[1]).toMatchInlineSnapshot(`
    {
      "endTime": 1772447880000,
      "entries": [
        12,
        14,
        15,
        17,
        18,
        19,
      ],
      "key": "frost/rollout/frost-v5-1/2026-03-02T10:23:00.000Z",
      "metrics": [
        {
          "key": "challenger.share",
          "step": 0,
          "timestamp": 1772446980000,
          "value": 10,
        },
        {
          "key": "champion.invocations",
          "step": 1,
          "timestamp": 1772447400000,
          "value": 450,
        },
        {
          "key": "champion.error rate",
          "step": 1,
          "timestamp": 1772447400000,
          "value": 0,
        },
        {
          "key": "champion.slow rate",
          "step": 1,
          "timestamp": 1772447400000,
          "value": 0.008888888888888889,
        },
        {
          "key": "champion.outcomes",
          "step": 1,
          "timestamp": 1772447400000,
          "value": 90,
        },
        {
          "key": "champion.success rate",
          "step": 1,
          "timestamp": 1772447400000,
          "value": 0.34444444444444444,
        },
        {
          "key": "challenger.invocations",
          "step": 1,
          "timestamp": 1772447400000,
          "value": 60,
        },
        {
          "key": "challenger.error rate",
          "step": 1,
          "timestamp": 1772447400000,
          "value": 0.016666666666666666,
        },
        {
          "key": "challenger.slow rate",
          "step": 1,
          "timestamp": 1772447400000,
          "value": 0.016666666666666666,
        },
        {
          "key": "challenger.outcomes",
          "step": 1,
          "timestamp": 1772447400000,
          "value": 60,
        },
        {
          "key": "challenger.success rate",
          "step": 1,
          "timestamp": 1772447400000,
          "value": 0.6666666666666666,
        },
        {
          "key": "evidence.better",
          "step": 1,
          "timestamp": 1772447400000,
          "value": 1.75,
        },
        {
          "key": "evidence.worse",
          "step": 1,
          "timestamp": 1772447400000,
          "value": -2.5,
        },
        {
          "key": "evidence.notWorse",
          "step": 1,
          "timestamp": 1772447400000,
          "value": -0.5,
        },
        {
          "key": "evidence.errors",
          "step": 1,
          "timestamp": 1772447400000,
          "value": 0.25,
        },
        {
          "key": "evidence.slow",
          "step": 1,
          "timestamp": 1772447400000,
          "value": 0,
        },
        {
          "key": "line.better",
          "step": 1,
          "timestamp": 1772447400000,
          "value": 3.6888794541139363,
        },
        {
          "key": "line.harm",
          "step": 1,
          "timestamp": 1772447400000,
          "value": 4.382026634673881,
        },
        {
          "key": "challenger.share",
          "step": 1,
          "timestamp": 1772447400000,
          "value": 50,
        },
        {
          "key": "champion.invocations",
          "step": 2,
          "timestamp": 1772447700000,
          "value": 450,
        },
        {
          "key": "champion.error rate",
          "step": 2,
          "timestamp": 1772447700000,
          "value": 0,
        },
        {
          "key": "champion.slow rate",
          "step": 2,
          "timestamp": 1772447700000,
          "value": 0.008888888888888889,
        },
        {
          "key": "champion.outcomes",
          "step": 2,
          "timestamp": 1772447700000,
          "value": 90,
        },
        {
          "key": "champion.success rate",
          "step": 2,
          "timestamp": 1772447700000,
          "value": 0.34444444444444444,
        },
        {
          "key": "challenger.invocations",
          "step": 2,
          "timestamp": 1772447700000,
          "value": 60,
        },
        {
          "key": "challenger.error rate",
          "step": 2,
          "timestamp": 1772447700000,
          "value": 0.016666666666666666,
        },
        {
          "key": "challenger.slow rate",
          "step": 2,
          "timestamp": 1772447700000,
          "value": 0.016666666666666666,
        },
        {
          "key": "challenger.outcomes",
          "step": 2,
          "timestamp": 1772447700000,
          "value": 60,
        },
        {
          "key": "challenger.success rate",
          "step": 2,
          "timestamp": 1772447700000,
          "value": 0.6666666666666666,
        },
        {
          "key": "evidence.better",
          "step": 2,
          "timestamp": 1772447700000,
          "value": 4.5,
        },
        {
          "key": "evidence.worse",
          "step": 2,
          "timestamp": 1772447700000,
          "value": -2.5,
        },
        {
          "key": "evidence.notWorse",
          "step": 2,
          "timestamp": 1772447700000,
          "value": -0.5,
        },
        {
          "key": "evidence.errors",
          "step": 2,
          "timestamp": 1772447700000,
          "value": 0.25,
        },
        {
          "key": "evidence.slow",
          "step": 2,
          "timestamp": 1772447700000,
          "value": 0,
        },
        {
          "key": "line.better",
          "step": 2,
          "timestamp": 1772447700000,
          "value": 3.6888794541139363,
        },
        {
          "key": "line.harm",
          "step": 2,
          "timestamp": 1772447700000,
          "value": 4.382026634673881,
        },
        {
          "key": "challenger.share",
          "step": 2,
          "timestamp": 1772447700000,
          "value": 100,
        },
        {
          "key": "challenger.share",
          "step": 2,
          "timestamp": 1772447880000,
          "value": 100,
        },
      ],
      "name": "frost-v5-1",
      "params": {
        "challenger": "arn:aws:sagemaker:eu-central-1:123456789012:model-package/frost/5",
        "deadline": "2026-03-04T10:23:00.000Z",
        "endpoint": "frost-prod",
        "smallest difference.errors": "0.01",
        "smallest difference.outcomes": "0.05",
        "smallest difference.slow": "0.02",
        "version": "5",
      },
      "startTime": 1772446980000,
      "status": "FINISHED",
      "tags": {
        "driftwheel.because": "Version 5 serves alone.",
        "driftwheel.endpoint.url": "https://eu-west-1.console.aws.amazon.com/sagemaker/home?region=eu-west-1#/endpoints/frost-prod",
        "driftwheel.entry": "12",
        "driftwheel.explain": "driftwheel explain frost 12",
        "driftwheel.kind": "rollout",
        "driftwheel.look": "2: promote",
        "driftwheel.model": "frost",
        "driftwheel.package": "arn:aws:sagemaker:eu-central-1:123456789012:model-package/frost/5",
        "driftwheel.retraining": "frost/retraining/3/2026-03-02T10:00:00.000Z",
        "driftwheel.run": "frost/rollout/frost-v5-1/2026-03-02T10:23:00.000Z",
        "driftwheel.verdict": "promoted",
      },
    }
  `);
});

it("each run names the other", () => {
  const [retraining, rollout] = runsOf(sampleLedger, place);
  expect(retraining?.tags["driftwheel.rollout"]).toBe(rollout?.key);
  expect(rollout?.tags["driftwheel.retraining"]).toBe(retraining?.key);
});

it("a run only grows while its ledger does: parameters stay, and points come after those that are there", () => {
  for (let length = 1; length < sampleLedger.length; length++) {
    const earlier = runsOf(sampleLedger.slice(0, length), place);
    const later = runsOf(sampleLedger.slice(0, length + 1), place);
    for (const [index, run] of earlier.entries()) {
      const grown = later[index];
      expect(grown).toMatchObject({ key: run.key, params: run.params, startTime: run.startTime });
      expect(grown?.metrics.slice(0, run.metrics.length)).toEqual(run.metrics);
    }
  }
});

it("two ledgers of the same model have no run in common", () => {
  const anew = sampleLedger.map((entry): Entry => ({ ...entry, at: entry.at.replace("20", "21") }));
  const keys = new Set(runsOf(sampleLedger, place).map(({ key }) => key));
  expect(runsOf(anew, place).filter(({ key }) => keys.has(key))).toEqual([]);
});

it("a version that somebody registers by hand belongs to no retraining", () => {
  const registered = sampleLedger.find(({ kind }) => kind === "candidate-registered");
  if (registered?.kind !== "candidate-registered") throw new Error("the sample registers nothing");
  const data = { ...registered.data, package: registered.data.package.replace(/\d+$/, "99"), version: 99 };
  const byHand: Entry = { ...registered, sequence: sampleLedger.length + 1, data };
  expect(runsOf([...sampleLedger, byHand], place)).toEqual(runsOf(sampleLedger, place));
});

it("a name that no server takes is written with other letters, and what is no number is left out", () => {
  const accepted = sampleLedger.find(({ kind }) => kind === "candidate-accepted");
  if (accepted?.kind !== "candidate-accepted") throw new Error("the sample accepts nothing");
  const [check] = accepted.data.checks;
  if (!check) throw new Error("the sample checks nothing");
  const checks = [
    { ...check, metric: "größe (m²)", candidate: 2, champion: null },
    { ...check, metric: "nothing", candidate: Number.NaN, champion: Number.POSITIVE_INFINITY },
  ];
  const [run] = runsOf(
    sampleLedger.map((entry) =>
      entry === accepted ? { ...accepted, data: { ...accepted.data, checks } } : entry,
    ),
    place,
  );
  const gate = run?.metrics
    .filter(({ key }) => key.startsWith("gate."))
    .map(({ key, value }) => [key, value]);
  expect(gate).toEqual([
    ["gate.gr__e _m__", 2],
    ["gate.passed", checks.filter(({ passed }) => passed).length],
    ["gate.failed", checks.filter(({ passed }) => !passed).length],
  ]);
});
