import { expect, it } from "vitest";
import { sampleLedger } from "../../../cli/test/sample-ledger.ts";
import { arn } from "../decider/testing/model.ts";
import { has, looksUntil, modelOfSeveral, trialOf } from "../decider/testing/several.ts";
import type { Entry } from "../vocabulary/entry.ts";
import type { Run } from "./run.ts";
import { runsOf } from "./runs-of.ts";

const place = { region: "eu-central-1", studioDomain: "d-vines" };

/** Points as `key at step: value`. */
const points = (run: Run | undefined) =>
  run?.metrics.map(({ key, step, value }) => `${key} at ${step}: ${Math.round(value * 1000) / 1000}`);

it("a rollout of several challengers has the figures of each under its variant, but for the first", () => {
  const meadow = trialOf(modelOfSeveral(), 2, 3);
  looksUntil(meadow, { 2: { successes: 220 } }, has("challenger-dropped"));
  const [run] = runsOf(meadow.written, place);
  const keys = new Set(run?.metrics.map(({ key }) => key));
  for (const key of ["challenger.success rate", "champion.success rate", "evidence.worse", "line.harm"]) {
    expect(keys).toContain(key);
    expect(keys).toContain(`version-2.${key}`);
  }
  expect(run?.params).toMatchObject({ version: "3", "challenger.version-2": arn(2) });
  expect(run?.tags["driftwheel.dropped.version-2"]).toMatch(/^look \d+: rolled-back$/);
});

it("a retraining is a run with what was asked for, the drift behind it and the gate's numbers", () => {
  const [run] = runsOf(sampleLedger, place);
  expect(run?.params).toMatchInlineSnapshot(`
    {
      "deadline": "2026-03-03T10:00:00.000Z",
      "drift.features": "temp_max,wind",
      "drift.more features": "0",
      "drift.since": "2026-03-02T08:00:00.000Z",
      "estimated cost": "2.5",
      "parameters.DriftedFeatures": "temp_max,wind",
      "parameters.TrainingData": "s3://frost-data/labelled/",
      "pipeline": "frost-train",
      "retrained by": "pipeline",
    }
  `);
  expect(points(run)).toMatchInlineSnapshot(`
    [
      "drift.windows at 0: 2",
      "drift.cusum at 0: 5.235",
      "drift.line at 0: 4.37",
      "drift.distance.temp_max at 0: 0.712",
      "drift.allowed.temp_max at 0: 0.2",
      "gate.regression_metrics.mae.value at 0: 2.063",
      "gate.regression_metrics.mae.value.champion at 0: 3.9",
      "gate.passed at 0: 1",
      "gate.failed at 0: 0",
    ]
  `);
  expect(run?.tags).toMatchInlineSnapshot(`
    {
      "driftwheel.approval": "approved by the policy",
      "driftwheel.because": "The gate is passed: mae 2.0625 is at most 3.",
      "driftwheel.drift": "driftwheel explain frost 2",
      "driftwheel.drift.report": "s3://frost-monitor/reports/frost-prod/driftwheel/2026/03/02/10/constraint_violations.json",
      "driftwheel.entry": "3",
      "driftwheel.evaluation": "s3://frost-data/evaluation/evaluation.json",
      "driftwheel.execution": "arn:aws:sagemaker:eu-central-1:123456789012:pipeline/frost-train/execution/w2k8d0v5n1qz",
      "driftwheel.execution.status": "succeeded",
      "driftwheel.execution.url": "https://studio-d-vines.studio.eu-central-1.sagemaker.aws/pipelines/view/frost-train/executions/w2k8d0v5n1qz/graph",
      "driftwheel.explain": "driftwheel explain frost 3",
      "driftwheel.kind": "retraining",
      "driftwheel.last-entry": "12",
      "driftwheel.model": "frost",
      "driftwheel.package": "arn:aws:sagemaker:eu-central-1:123456789012:model-package/frost/5",
      "driftwheel.package.url": "https://studio-d-vines.studio.eu-central-1.sagemaker.aws/models/registered-models/frost/versions",
      "driftwheel.rollout": "frost/rollout/frost-v5-1/2026-03-02T10:23:00.000Z",
      "driftwheel.run": "frost/retraining/3/2026-03-02T10:00:00.000Z",
      "driftwheel.verdict": "accepted",
      "driftwheel.version": "5",
    }
  `);
  expect(run).toMatchObject({ name: "driftwheel-frost-3", status: "FINISHED" });
});

it("a rollout is a run with each look's numbers at its step, and how it ended", () => {
  const [, run] = runsOf(sampleLedger, place);
  expect(run?.params).toMatchInlineSnapshot(`
    {
      "challenger": "arn:aws:sagemaker:eu-central-1:123456789012:model-package/frost/5",
      "deadline": "2026-03-04T10:23:00.000Z",
      "endpoint": "frost-prod",
      "smallest difference.errors": "0.01",
      "smallest difference.outcomes": "0.05",
      "smallest difference.slow": "0.02",
      "version": "5",
    }
  `);
  expect(points(run)).toMatchInlineSnapshot(`
    [
      "challenger.share at 0: 10",
      "champion.invocations at 1: 450",
      "champion.error rate at 1: 0",
      "champion.slow rate at 1: 0.009",
      "champion.outcomes at 1: 90",
      "champion.success rate at 1: 0.344",
      "challenger.invocations at 1: 60",
      "challenger.error rate at 1: 0.017",
      "challenger.slow rate at 1: 0.017",
      "challenger.outcomes at 1: 60",
      "challenger.success rate at 1: 0.667",
      "evidence.better at 1: 1.75",
      "evidence.worse at 1: -2.5",
      "evidence.notWorse at 1: -0.5",
      "evidence.errors at 1: 0.25",
      "evidence.slow at 1: 0",
      "line.better at 1: 3.689",
      "line.harm at 1: 4.382",
      "challenger.share at 1: 50",
      "champion.invocations at 2: 450",
      "champion.error rate at 2: 0",
      "champion.slow rate at 2: 0.009",
      "champion.outcomes at 2: 90",
      "champion.success rate at 2: 0.344",
      "challenger.invocations at 2: 60",
      "challenger.error rate at 2: 0.017",
      "challenger.slow rate at 2: 0.017",
      "challenger.outcomes at 2: 60",
      "challenger.success rate at 2: 0.667",
      "evidence.better at 2: 4.5",
      "evidence.worse at 2: -2.5",
      "evidence.notWorse at 2: -0.5",
      "evidence.errors at 2: 0.25",
      "evidence.slow at 2: 0",
      "line.better at 2: 3.689",
      "line.harm at 2: 4.382",
      "challenger.share at 2: 100",
      "challenger.share at 2: 100",
    ]
  `);
  expect(run?.tags).toMatchInlineSnapshot(`
    {
      "driftwheel.because": "Version 5 serves alone.",
      "driftwheel.endpoint.url": "https://eu-central-1.console.aws.amazon.com/sagemaker/home?region=eu-central-1#/endpoints/frost-prod",
      "driftwheel.entry": "12",
      "driftwheel.explain": "driftwheel explain frost 12",
      "driftwheel.kind": "rollout",
      "driftwheel.last-entry": "19",
      "driftwheel.look": "2: promote",
      "driftwheel.model": "frost",
      "driftwheel.package": "arn:aws:sagemaker:eu-central-1:123456789012:model-package/frost/5",
      "driftwheel.package.url": "https://studio-d-vines.studio.eu-central-1.sagemaker.aws/models/registered-models/frost/versions",
      "driftwheel.retraining": "frost/retraining/3/2026-03-02T10:00:00.000Z",
      "driftwheel.run": "frost/rollout/frost-v5-1/2026-03-02T10:23:00.000Z",
      "driftwheel.verdict": "promoted",
    }
  `);
  expect(run).toMatchObject({ name: "frost-v5-1", status: "FINISHED" });
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

it("each run leads to the entry that it began with, where it is known where the HTTP API is", () => {
  const urls = (api: string | null) =>
    runsOf(sampleLedger, place, api).map(({ tags }) => tags["driftwheel.entry.url"]);
  const [retraining, rollout] = runsOf(sampleLedger, place);
  expect(urls("https://wheel.example.com")).toEqual([
    `https://wheel.example.com/models/frost/entries/${retraining?.tags["driftwheel.entry"]}`,
    `https://wheel.example.com/models/frost/entries/${rollout?.tags["driftwheel.entry"]}`,
  ]);
  expect(urls(null)).toEqual([undefined, undefined]);
});
