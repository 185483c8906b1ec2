import { describe, expect, test } from "vitest";
import { fleetOf } from "../policy/testing/fleet.ts";
import type { AlarmChanged, OutsideSignal, Signal } from "../vocabulary/signal.ts";
import { concernedModel, concernedModels } from "./concerned-model.ts";

function names(name: string) {
  return {
    endpoint: `${name}-Prod`,
    packageGroup: `${name}-Group`,
    retrain: { pipeline: `${name}-Train` },
  };
}

const fleet = fleetOf({ frost: names("frost"), "frost-eu": names("frost-eu"), hail: names("hail") });

const common = { identity: "i", at: "2026-02-10T06:07:41.000Z", arn: "arn" };

function endpointChanged(endpoint: string): Signal {
  return { ...common, kind: "endpoint-changed", endpoint, status: "InService", config: null };
}

function alarm(name: string, endpoint: string | null): AlarmChanged {
  return {
    ...common,
    kind: "alarm-changed",
    alarm: name,
    state: "ALARM",
    reason: "",
    composite: endpoint === null,
    endpoint,
    monitored: null,
  };
}

const job = {
  ...common,
  job: "j",
  status: "Completed",
  failureReason: null,
  pipelineExecution: null,
} as const;

function pause(model: string): OutsideSignal {
  return {
    kind: "command-given",
    identity: "i",
    at: common.at,
    model,
    command: { name: "pause" },
    by: "b",
    route: "api",
    reason: "r",
    expectedSequence: null,
  };
}

describe("a version of a group that several accounts have", () => {
  const versionOf = (account: string): Signal => ({
    ...common,
    kind: "model-package-changed",
    group: "rain",
    version: 4,
    arn: `arn:aws:sagemaker:eu-west-3:${account}:model-package/rain/4`,
    status: "Completed",
    approval: null,
    updatedFields: null,
    approvalDescription: null,
  });
  const group = (account: string) => `arn:aws:sagemaker:eu-west-3:${account}:model-package-group/Rain`;
  const rains = fleetOf({
    rain: { packageGroup: group("111122223333") },
    "rain-eu": { packageGroup: group("999988887777") },
  });

  test.each([
    ["111122223333", "rain"],
    ["999988887777", "rain-eu"],
    ["444455556666", null],
  ])("of account %s concerns %s", (account, model) => {
    expect(concernedModel(versionOf(account), rains)).toBe(model);
  });

  test("concerns the model that has the name alone, from whichever account it is told", () => {
    const own = fleetOf({ rain: { packageGroup: "rain" } });
    expect(concernedModel(versionOf("444455556666"), own)).toBe("rain");
  });
});

describe("a signal concerns the model", () => {
  test.each<[string, Signal, string | null]>([
    ["whose endpoint it is about", endpointChanged("hail-Prod"), "hail"],
    ["whose endpoint an ARN spells in lower case", endpointChanged("frost-eu-prod"), "frost-eu"],
    [
      "whose package group it is about",
      {
        ...common,
        kind: "model-package-changed",
        group: "FROST-group",
        version: 2,
        status: "Completed",
        approval: null,
        updatedFields: null,
        approvalDescription: null,
      },
      "frost",
    ],
    [
      "whose pipeline ran",
      {
        ...common,
        kind: "pipeline-execution-changed",
        pipeline: "hail-train",
        execution: "e",
        displayName: null,
        status: "Failed",
      },
      "hail",
    ],
    ["that its job is tagged with", { ...job, kind: "training-job-changed", taggedModel: "frost" }, "frost"],
    ["that it names itself", pause("frost-eu"), "frost-eu"],
    ["whose endpoint the alarm's metric has", alarm("anything", "frost-prod"), "frost"],
    ["that the alarm's name begins with", alarm("driftwheel-frost-unwell", null), "frost"],
    [
      "with the longest name that the alarm's begins with",
      alarm("driftwheel-frost-eu-unwell", null),
      "frost-eu",
    ],
  ])("%s", (_, signal, model) => {
    expect(concernedModel(signal, fleet)).toBe(model);
  });
});

describe("a signal of any kind concerns the model", () => {
  // Such a signal says more; what it is about is all that is read.
  const about = (kind: Signal["kind"], what: object) => ({ ...common, kind, ...what }) as unknown as Signal;

  test.each([
    "monitor-run-finished",
    "violations-file-created",
    "endpoint-changed",
    "endpoint-deployment-changed",
    "drift-reported",
    "alarm-changed",
  ] as const)("of its endpoint (%s)", (kind) => {
    expect(concernedModel(about(kind, { endpoint: "hail-Prod", alarm: "a" }), fleet)).toBe("hail");
  });

  test.each(["pipeline-execution-changed", "pipeline-step-changed"] as const)(
    "of its pipeline (%s)",
    (kind) => {
      expect(concernedModel(about(kind, { pipeline: "hail-Train" }), fleet)).toBe("hail");
    },
  );

  test.each(["training-job-changed", "processing-job-changed"] as const)("of its job's tag (%s)", (kind) => {
    expect(concernedModel(about(kind, { taggedModel: "hail" }), fleet)).toBe("hail");
  });

  test.each([
    "command-given",
    "new-data-arrived",
    "effect-answered",
    "rollout-polled",
    "look-read",
    "swept",
  ] as const)("that it names (%s)", (kind) => {
    expect(concernedModel(about(kind, { model: "hail" }), fleet)).toBe("hail");
  });
});

describe("a signal concerns no model", () => {
  test.each<[string, Signal]>([
    ["when its endpoint is not in the fleet", endpointChanged("other")],
    [
      "when it has no endpoint",
      { ...job, kind: "monitor-run-finished", monitor: "bias", endpoint: null, schedule: "s" },
    ],
    ["when its job has no tag", { ...job, kind: "training-job-changed", taggedModel: null }],
    ["when the alarm is not Driftwheel's", alarm("frost-unwell", null)],
    ["when the alarm's name ends with the model's", alarm("driftwheel-frost", null)],
  ])("%s", (_, signal) => {
    expect(concernedModel(signal, fleet)).toBeNull();
  });

  test.each(["__proto__", "constructor", "toString", "hasOwnProperty"])(
    "when it is called %s, like a property of every object",
    (name) => {
      const signals: readonly OutsideSignal[] = [
        pause(name),
        { ...job, kind: "processing-job-changed", taggedModel: name },
      ];
      for (const signal of [...signals, endpointChanged(name), alarm(`driftwheel-${name}-x`, name)]) {
        expect(concernedModel(signal, fleet)).toBeNull();
      }
    },
  );
});

describe("data that several models wait for", () => {
  const waiting = (pipeline: string, freshData: object) => ({ retrain: { pipeline, freshData } });
  const atLeast = { files: 1 };
  const exported = { dataWrangler: { jobs: "shore", output: "s3://shore/data/prepared/" }, atLeast };
  const waits = fleetOf({
    ebb: waiting("a", { prefix: "s3://shore/data/labelled/", atLeast }),
    flood: waiting("b", { prefix: "s3://shore/data/", atLeast }),
    spring: waiting("c", exported),
    neap: waiting("d", exported),
  });

  test("concern each of them", () => {
    const file = (key: string): Signal => ({
      ...{ ...common, kind: "data-file-created", bucket: "shore", key: `data/${key}`, bytes: 1 },
    });
    expect(concernedModels(file("labelled/a.csv"), waits)).toEqual(["ebb", "flood"]);
    expect(concernedModels(file("prepared/a.csv"), waits)).toEqual(["flood", "spring", "neap"]);
    expect(concernedModel(file("labelled/a.csv"), waits)).toBe("ebb");
    const ended = (jobName: string, taggedModel: string | null = null): Signal => ({
      ...{ ...job, kind: "processing-job-changed", job: jobName, taggedModel },
    });
    expect(concernedModels(ended("shore-1"), waits)).toEqual(["spring", "neap"]);
    expect(concernedModels(ended("shore-1", "ebb"), waits)).toEqual(["ebb"]);
    expect(concernedModels(ended("tides-1"), waits)).toEqual([]);
  });
});
