import { describe, expect, it } from "vitest";
import type { Effect } from "../../vocabulary/effect.ts";
import { driftConfirmed, drifted, feature, windowReported } from "../testing/drift-steps.ts";
import { arn, minute } from "../testing/model.ts";
import { given, underPolicy } from "../testing/specification.ts";
import {
  championIs,
  commanded,
  found,
  later,
  newData,
  onTrial,
  registered,
  retrainingEnded,
} from "../testing/steps.ts";

const hour = 60 * minute;
const retrain = { pipeline: "meadow-train", cooldown: "3 hours" } as const;
const goesOn = ["signal-observed", {}, "Drift goes on"] as const;

describe("confirmed drift", () => {
  it("asks for a retraining, and says of what and why now", () => {
    given(drifted, drifted)
      .when(drifted)
      .then(
        [
          ["drift-confirmed", {}, "rain drifted: 3 windows since 2026-07-06T10:00:00.000Z"],
          [
            "retraining-requested",
            {
              pipeline: "meadow-train",
              displayName: "driftwheel-meadow-5",
              parameters: { Champion: "s3://meadow/1/model.tar.gz" },
              cost: 4,
              deadline: "2026-07-07T12:00:00.000Z",
            },
            "Drift in rain is confirmed since 2026-07-06T10:00:00.000Z; no retraining runs, the cooldown is over and $10.00 of the month's budget are left.",
          ],
        ],
        [["start-pipeline", { pipeline: "meadow-train", displayName: "driftwheel-meadow-5" }]],
      )
      .leaves({
        retraining: { sequence: 5, execution: null },
        drift: { remedyUnderWay: true, skipped: null },
      });
  });

  it("without a budget has no cost, and speaks of no money", () => {
    const { entries } = underPolicy({ retrain })
      .given(drifted, drifted)
      .when(drifted)
      .then(
        ["drift-confirmed", ["retraining-requested", { cost: null }, /the cooldown is over\.$/]],
        ["start-pipeline"],
      );
    expect(entries[1]?.causedBy).toBe(entries[0]?.sequence);
  });

  it("names the three strongest features of many, and how many more there are", () => {
    const many = [0.3, 0.9, 0.5, 0.7].map((distance) => feature(`f${distance}`, distance));
    const moved = windowReported(many);
    given(moved, moved)
      .when(moved)
      .then(
        [
          ["drift-confirmed", {}, /^f0\.9, f0\.7, f0\.5, and 1 more drifted/],
          ["retraining-requested", {}, /^Drift in f0\.9, f0\.7, f0\.5, and 1 more is confirmed/],
        ],
        ["start-pipeline"],
      );
  });

  it("counts those that are too many for an entry, in the ledger, to people and in what is told later", () => {
    const names = Array.from({ length: 41 }, (_, index) => `f${String(index).padStart(2, "0")}`);
    const moved = windowReported(names.map((name, index) => feature(name, 0.9 - index / 100)));
    underPolicy({ retrain, alerts: { notify: ["drift-confirmed"] } })
      .given(moved, moved)
      .when(moved)
      .then(
        [
          ["drift-confirmed", { more: 31 }, /^f00, f01, f02, and 38 more drifted/],
          ["retraining-requested", {}, /^Drift in f00, f01, f02, and 38 more is confirmed/],
          ["alert-raised", { subject: "meadow: drift confirmed in f00, f01, f02, and 38 more" }],
        ],
        ["start-pipeline", "send-alert"],
      )
      .leaves({ drift: { confirmed: { more: 31 } } });
  });
});

describe("drift that goes on asks for nothing more", () => {
  const brief = underPolicy({ retrain: { pipeline: "meadow-train", cooldown: "1 minute" } });

  it("while its retraining runs", () => {
    brief
      .given(...driftConfirmed)
      .when(drifted)
      .then([goesOn]);
  });

  it("while what it trained waits for an approval", () => {
    brief
      .given(...driftConfirmed, ...retrainingEnded("Succeeded"), registered(2))
      .when(drifted)
      .then([goesOn]);
  });

  it("while what it trained is on trial", () => {
    brief
      .given(...driftConfirmed, ...retrainingEnded("Succeeded"), ...onTrial)
      .when(drifted)
      .then([goesOn]);
  });

  it("within the cooldown after a pipeline that registered nothing", () => {
    given(...driftConfirmed, ...retrainingEnded("Succeeded"), later(2 * hour - 1))
      .when(drifted)
      .then([goesOn]);
  });
});

describe("drift that goes on asks once more", () => {
  it("when the cooldown is over and the pipeline registered nothing", () => {
    given(...driftConfirmed, ...retrainingEnded("Succeeded"), later(2 * hour))
      .when(drifted)
      .then(
        [goesOn, ["retraining-requested", {}, "and $6.00 of the month's budget are left"]],
        ["start-pipeline"],
      );
  });

  it.each([
    ["its retraining failed", [...retrainingEnded("Failed")]],
    [
      "what it trained failed the gate",
      [...retrainingEnded("Succeeded"), registered(2, "PendingManualApproval", 9)],
    ],
    [
      "what it trained was rejected",
      [...retrainingEnded("Succeeded"), registered(2), registered(2, "Rejected")],
    ],
  ])("when %s, but says first that it is too soon", (_, steps) => {
    given(...driftConfirmed, ...steps)
      .when(drifted)
      .then([goesOn, ["retraining-skipped", { reason: "cooldown", until: "2026-07-06T15:00:00.000Z" }]])
      .leaves({ drift: { remedyUnderWay: false, skipped: "cooldown" } });
    given(...driftConfirmed, ...steps, later(2 * hour))
      .when(drifted)
      .then([goesOn, "retraining-requested"], ["start-pipeline"]);
  });
});

describe("what is in the way of a retraining", () => {
  const failed = [...driftConfirmed, ...retrainingEnded("Failed")];

  it("is told once while it is the same", () => {
    given(...failed, drifted)
      .when(drifted)
      .then([goesOn])
      .leaves({ drift: { skipped: "cooldown" } });
  });

  it("is told again when it is something else", () => {
    given(...failed, drifted, commanded({ name: "pause" }))
      .when(drifted)
      .then([goesOn, ["retraining-skipped", { reason: "paused", until: null }]])
      .leaves({ drift: { skipped: "paused" } });
  });

  it("is told again after a retraining that was asked for in between", () => {
    given(...failed, drifted, later(2 * hour), drifted, ...retrainingEnded("Failed"))
      .when(drifted)
      .then([goesOn, ["retraining-skipped", { reason: "cooldown" }]]);
  });

  it("is caused by the drift, and not by the window that showed it once more", () => {
    const { entries, state } = given(...failed).when(drifted);
    expect(entries.at(-1)?.causedBy).toBe(state.drift.confirmed?.sequence);
  });
});

describe("the parameters of a retraining", () => {
  const sources = {
    Fixed: "as it stands",
    Labels: { from: "labelled data" },
    Start: { from: "window start" },
    End: { from: "window end" },
    Features: { from: "drifted features" },
    Report: { from: "drift report" },
    Package: { from: "champion package" },
    Data: { from: "champion model data" },
  } as const;
  const told = underPolicy({
    retrain: { ...retrain, labelledData: "s3://meadow/labels/", parameters: sources },
  });
  const parametersOf = (effects: readonly Effect[]) =>
    effects.flatMap((effect) => (effect.kind === "start-pipeline" ? [effect.parameters] : []));

  it("have the champion's model data of the container that the policy names, and say where none is known", () => {
    const piped = underPolicy({
      retrain: { ...retrain, parameters: { Data: { from: "champion model data" } }, modelContainer: "model" },
    });
    const asked = piped.given(drifted, drifted).when(drifted);
    expect(asked.asked).toContainEqual({ ask: "championPackage", arn: arn(1), container: "model" });
    const why = "the package has no container model";
    const { entries } = piped
      .given(drifted, drifted, found({ championPackage: { modelDataUrl: null, why } }))
      .when(drifted);
    expect(entries.find(({ kind }) => kind === "retraining-requested")?.because).toContain(
      `having no value now: Data (champion model data: ${why}).`,
    );
  });

  it("are what their sources hold", () => {
    const far = windowReported([feature("wind", 0.4), feature("rain", 0.9)]);
    const { effects } = told.given(championIs(7), far, far).when(far);
    expect(parametersOf(effects)).toEqual([
      {
        Fixed: "as it stands",
        Labels: "s3://meadow/labels/",
        Start: "2026-07-06T10:00:00.000Z",
        End: "2026-07-06T12:00:00.000Z",
        Features: "rain,wind",
        Report: "s3://meadow/reports/1.json",
        Package: arn(7),
        Data: "s3://meadow/1/model.tar.gz",
      },
    ]);
  });

  it("are left out where there is no drift, no package and no labelled data, and the entry says so", () => {
    const { effects, entries } = underPolicy({
      retrain: { ...retrain, parameters: { ...sources, Labels: "s3://meadow/labels/" } },
    })
      .given(championIs(null))
      .when(newData);
    expect(parametersOf(effects)).toEqual([{ Fixed: "as it stands", Labels: "s3://meadow/labels/" }]);
    expect(entries.find(({ kind }) => kind === "retraining-requested")?.because).toMatch(
      /Left to the pipeline's own default, having no value now: Start \(window start\), End \(window end\), Features \(drifted features\), Report \(drift report\), Package \(champion package\), Data \(champion model data\)\.$/,
    );
  });

  it("are left out where the window has no report and the champion no data", () => {
    const silent = windowReported([feature("rain", 0.9)], { report: null });
    const { effects } = told
      .given(found({ championPackage: { modelDataUrl: null } }), silent, silent)
      .when(silent);
    const [parameters = {}] = parametersOf(effects);
    expect(Object.keys(parameters)).toEqual(["Fixed", "Labels", "Start", "End", "Features", "Package"]);
  });

  it("are left out where no value fits into a parameter, never cut", () => {
    const endless = windowReported([feature("f".repeat(1025), 0.9)]);
    const [parameters = {}] = parametersOf(told.given(endless, endless).when(endless).effects);
    expect(parameters).not.toHaveProperty("Features");
  });

  it("name as many features as a parameter holds, and skip one that is too long for the weaker ones", () => {
    const [strong, weak, weaker] = ["s".repeat(511), "w".repeat(512), "last"];
    const full = windowReported([feature(strong, 0.9), feature(weak, 0.8), feature(weaker, 0.7)]);
    expect(parametersOf(told.given(full, full).when(full).effects)).toMatchObject([
      { Features: `${strong},${weak}` },
    ]);
    const over = windowReported([feature(strong, 0.9), feature(`${weak}w`, 0.8), feature(weaker, 0.7)]);
    expect(parametersOf(told.given(over, over).when(over).effects)).toMatchObject([
      { Features: `${strong},last` },
    ]);
  });
});
