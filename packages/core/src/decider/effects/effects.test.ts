import { describe, expect, it } from "vitest";
import type { Effect } from "../../vocabulary/effect.ts";
import type { Entry, EntryData, EntryKind } from "../../vocabulary/entry.ts";
import { effects } from "./effects.ts";

const moment = "2026-06-02T08:00:00.250Z";
const token = (effect: string) => `driftwheel-dunes-00000012-20260602080000250-${effect}`;
const version = { package: "arn:package/dunes/4", version: 4 };

/** Only what an effect is made of: no test reads the rest of an entry's data. */
function entry<Kind extends EntryKind>(
  kind: Kind,
  data: Partial<EntryData[Kind]>,
  because = "The evidence holds.",
): Entry {
  return {
    model: "dunes",
    sequence: 12,
    kind,
    at: moment,
    because,
    causedBy: "a signal",
    data,
  } as unknown as Entry;
}

/** What an entry asks for beside its announcement. */
const acts = (one: Entry) => effects(one).filter(({ kind }) => kind !== "publish-entry");

/** Each effect as it is named by its entry, with what it asks for. */
const asked = (kind: Effect["kind"], about: object, name: string = kind) => ({
  kind,
  model: "dunes",
  sequence: 12,
  token: token(name),
  ...about,
});

describe("an entry is announced on the bus", () => {
  it("with itself", () => {
    const one = entry("rollout-held", {});
    expect(effects(one)).toEqual([asked("publish-entry", { entry: one })]);
  });

  it.each([
    ["what was only observed", entry("signal-observed", {})],
    ["what was done", entry("effect-done", {})],
    ["an announcement that was refused", entry("effect-failed", { effect: "publish-entry" })],
  ])("but not %s", (_, one) => {
    expect(effects(one)).toEqual([]);
  });

  it("also when another effect was refused", () => {
    expect(effects(entry("effect-failed", { effect: "send-alert" }))).toHaveLength(1);
  });
});

describe("an entry asks for", () => {
  it("the pipeline, when a retraining was requested", () => {
    const run = { pipeline: "dunes-train", displayName: "driftwheel-dunes-12", parameters: { Rows: "9" } };
    expect(acts(entry("retraining-requested", { ...run, cost: 4 }))).toEqual([asked("start-pipeline", run)]);
  });

  it.each([
    ["a candidate that the gate rejected", entry("candidate-rejected", version), "Rejected"],
    [
      "an approval that the policy gives",
      entry("approval-requested", { ...version, from: "automatic" }),
      "Approved",
    ],
    [
      "an approval by the API",
      entry("candidate-approved", { ...version, by: "ada", route: "api" }),
      "Approved",
    ],
    [
      "an approval at the deadline",
      entry("candidate-approved", { ...version, by: "the deadline", route: "policy" }),
      "Approved",
    ],
    ["a rejection by link", entry("approval-rejected", { ...version, by: "ada", route: "link" }), "Rejected"],
  ])("the registry to say so, for %s", (_, one, approval) => {
    expect(acts(one)).toEqual([
      asked("set-approval", { package: version.package, approval, description: "The evidence holds." }),
    ]);
  });

  it.each([
    ["an approval that waits for a person", entry("approval-requested", { ...version, from: "person" })],
    [
      "an approval in the registry",
      entry("candidate-approved", { ...version, by: "a person", route: "registry" }),
    ],
    [
      "the policy's own approval, which was asked for before",
      entry("candidate-approved", { ...version, by: "the policy", route: "policy" }),
    ],
    [
      "a rejection in the registry",
      entry("approval-rejected", { ...version, by: "a person", route: "registry" }),
    ],
  ])("nothing, for %s", (_, one) => {
    expect(acts(one)).toEqual([]);
  });

  it("the workflow first and then the trial's deployment, when a rollout started", () => {
    const started = entry("rollout-started", {
      rollout: "dunes-v4-1",
      executionName: "driftwheel-dunes-v4-1-1",
      endpoint: "dunes-prod",
      fromConfig: "dunes-1",
      config: "driftwheel-dunes-v4-1-trial",
      challenger: { ...version, variant: "version-4", model: "dunes-4-model" },
      champion: { package: null, variant: "main" },
      weight: 15,
    });
    expect(acts(started)).toEqual([
      asked("start-rollout", { rollout: "dunes-v4-1", executionName: "driftwheel-dunes-v4-1-1" }),
      asked("deploy-trial", {
        endpoint: "dunes-prod",
        fromConfig: "dunes-1",
        config: "driftwheel-dunes-v4-1-trial",
        challengerModel: "dunes-4-model",
        challengerPackage: version.package,
        championVariant: "main",
        challengerVariant: "version-4",
        championWeight: 85,
        challengerWeight: 15,
      }),
    ]);
  });

  it("the next execution, when a rollout was resumed, and nothing when there is none", () => {
    const next = { rollout: "dunes-v4-1", executionName: "driftwheel-dunes-v4-1-2" };
    expect(acts(entry("resumed", { rollout: next }))).toEqual([asked("start-rollout", next)]);
    expect(acts(entry("resumed", { rollout: null }))).toEqual([]);
  });

  it.each([
    ["the next weights", null, ["shift-weights"]],
    [
      "the winner alone",
      { deploy: "winner", fromConfig: "trial", config: "sole", variant: "version-4" },
      ["deploy-winner"],
    ],
    [
      "the way back: no traffic first, then the old config",
      { deploy: "original", config: "dunes-1", anew: null, reason: "worse" },
      ["shift-weights", "restore-config"],
    ],
  ] as const)("%s, when weights are shifted", (_, next, kinds) => {
    const weights = { main: 40, "version-4": 60 };
    const on = { endpoint: "dunes-prod", expected: { configs: ["trial"], weights: null } };
    const shifted = acts(entry("weights-shifted", { ...on, weights, next }));
    const about = {
      "shift-weights": { ...on, weights },
      "deploy-winner": {
        ...on,
        fromConfig: "trial",
        config: "sole",
        variant: "version-4",
      },
      "restore-config": { ...on, config: "dunes-1", anew: null },
    } as const;
    expect(shifted).toEqual(kinds.map((kind) => asked(kind, about[kind])));
  });

  it("the versions' life cycle, when a rollout ended", () => {
    const description = "The evidence holds.";
    const marked = (arn: string, stage: string, stageStatus: string) =>
      asked("mark-package", { package: arn, stage, stageStatus, description }, `mark-${stage.toLowerCase()}`);
    const promoted = (champion: string | null) =>
      acts(entry("rollout-promoted", { challenger: version, champion: { package: champion } }));
    expect(promoted("arn:package/dunes/3")).toEqual([
      marked(version.package, "Production", "Serving"),
      marked("arn:package/dunes/3", "Archived", "Replaced"),
    ]);
    expect(promoted(null)).toEqual([marked(version.package, "Production", "Serving")]);
    const rejected = (arn: string) =>
      asked("set-approval", { package: arn, approval: "Rejected", description });
    expect(acts(entry("rollout-rolled-back", { challenger: version }))).toEqual([
      marked(version.package, "Archived", "RolledBack"),
      rejected(version.package),
    ]);
    const undone = { challenger: version, champion: { package: "arn:package/dunes/5" } };
    expect(acts(entry("rollout-promoted", { ...undone, undoes: { promotion: 7, by: "ada" } }))).toEqual([
      marked(version.package, "Production", "Serving"),
      marked("arn:package/dunes/5", "Archived", "RolledBack"),
      rejected("arn:package/dunes/5"),
    ]);
  });

  it.each([
    ["alert-raised", "raised", "rollout-held"],
    ["alert-resolved", "resolved", "alert-resolved"],
    ["alert-escalated", "escalated", "alert-escalated"],
  ] as const)("a message to people, for %s", (kind, event, attribute) => {
    const text = { key: "dunes/rollout", subject: "dunes is held", body: "Look at it.", links: [] };
    // The kinds of alerts share these fields; only one that is raised has the kind that it is about.
    const about = { about: 9, aboutKind: "rollout-held", severity: "page", ...text } as Partial<
      EntryData["alert-raised"]
    >;
    expect(acts(entry(kind, about))).toEqual([
      asked("send-alert", {
        severity: "page",
        event,
        at: moment,
        because: "The evidence holds.",
        ...text,
        attributes: { model: "dunes", severity: "page", kind: attribute, entry: "dunes/9" },
      }),
    ]);
  });

  it("descriptions that SageMaker takes, however long the reason: 1,024 characters", () => {
    const long = "x".repeat(2_000);
    const description = "x".repeat(1_024);
    expect(acts(entry("candidate-rejected", version, long))).toMatchObject([{ description }]);
    expect(acts(entry("rollout-rolled-back", { challenger: version }, long))).toMatchObject([
      { description },
      { description },
    ]);
  });

  it.each([
    "drift-confirmed",
    "drift-cleared",
    "retraining-started",
    "retraining-succeeded",
    "retraining-failed",
    "retraining-skipped",
    "candidate-registered",
    "candidate-accepted",
    "rollout-looked",
    "rollout-held",
    "endpoint-changed-outside",
    "paused",
    "command-accepted",
    "command-refused",
    "effect-done",
    "signal-observed",
  ] as const)("nothing, when it is %s", (kind) => {
    expect(acts(entry(kind, {}))).toEqual([]);
  });
});
