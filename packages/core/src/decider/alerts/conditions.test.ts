import { describe, expect, it } from "vitest";
import type { entryKinds } from "../../policy/entry-kinds.ts";
import type { Entry } from "../../vocabulary/entry.ts";
import { driftConfirmed } from "../testing/drift-steps.ts";
import { underPolicy } from "../testing/specification.ts";
import {
  answered,
  changedByHand,
  commanded,
  confirmed,
  endpointIs,
  executionIs,
  executionTold,
  later,
  looked,
  onTrial,
  polled,
  refused,
  registered,
  type Step,
  settled,
  swept,
} from "../testing/steps.ts";

/** A policy that tells of these kinds alone, at one severity. */
function telling(...kinds: readonly (typeof entryKinds)[number][]) {
  return underPolicy({ alerts: { notify: [...kinds] } });
}

const alerts = (entries: readonly Entry[]) =>
  entries.flatMap((entry) =>
    entry.kind === "alert-raised" || entry.kind === "alert-resolved"
      ? [`${entry.kind} ${entry.data.key}`]
      : [],
  );

const pause = commanded({ name: "pause" });
const resume = commanded({ name: "resume" });
const approve = commanded({ name: "approve", version: 2 });
const reject = commanded({ name: "reject", version: 2 });
const executed = [...driftConfirmed, confirmed] as const;
const failed = [...executed, executionIs("Failed", "out of memory"), executionTold()] as const;
const held = [...onTrial, looked(), confirmed, endpointIs({ status: "Failed" }), polled, polled] as const;

describe("what an alert is about", () => {
  it.each([
    ["drift-confirmed", driftConfirmed, "meadow/drift"],
    ["retraining-failed", failed, "meadow/retraining"],
    ["rollout-held", held, "meadow/endpoint"],
    ["endpoint-changed-outside", [...onTrial, changedByHand("by-hand")], "meadow/endpoint"],
    ["approval-requested", [registered(2)], "meadow/approval/2"],
    ["effect-failed", [registered(2), approve, refused("set-approval")], "meadow/refused/set-approval"],
    ["paused", [pause], "meadow/pause"],
  ] as const)("%s is a condition that lasts", (kind, steps, key) => {
    const [last, ...before] = steps.toReversed() as readonly Step[];
    if (!last) throw new Error("Nothing happens.");
    const outcome = telling(kind)
      .given(...before.toReversed())
      .when(last);
    expect(alerts(outcome.entries)).toEqual([`alert-raised ${key}`]);
    expect(Object.keys(outcome.state.alerts)).toEqual([key]);
  });

  it.each([
    ["an approval that the policy itself gives", "approval-requested", "automatically", registered(2)],
    [
      "a version that failed the gate",
      "candidate-rejected",
      "automatically",
      registered(2, "PendingManualApproval", 9),
    ],
  ] as const)("%s happens once", (_, kind, approval, step) => {
    const outcome = underPolicy({ approve: approval, alerts: { notify: [kind] } })
      .given(swept)
      .when(step);
    const about = outcome.entries.find((entry) => entry.kind === kind);
    expect(alerts(outcome.entries)).toEqual([`alert-raised meadow/${kind}/${about?.sequence}`]);
    expect(outcome.state.alerts).toEqual({});
  });

  it("is told at the severity that the policy gives it, and of nothing that the policy does not name", () => {
    underPolicy({ alerts: { page: ["paused"], info: ["resumed"] } })
      .given(swept)
      .when(pause)
      .then(
        ["command-accepted", "paused", ["alert-raised", { severity: "page", aboutKind: "paused" }]],
        [["send-alert", { severity: "page", attributes: { kind: "paused" } }]],
      );
    underPolicy({ alerts: { page: ["resumed"] } })
      .given(swept)
      .when(pause)
      .then(["command-accepted", "paused"]);
  });

  it("that is held and was changed outside is told once", () => {
    const outcome = telling("rollout-held", "endpoint-changed-outside")
      .given(...onTrial)
      .when(changedByHand("by-hand"));
    expect(alerts(outcome.entries)).toEqual(["alert-raised meadow/endpoint"]);
  });
});

describe("what ends an alert", () => {
  const promoted = [
    ...driftConfirmed,
    confirmed,
    registered(2),
    approve,
    settled,
    commanded({ name: "promote" }),
  ] as const;

  it.each([
    ["drift, by another champion", "drift-confirmed", promoted, settled, ["meadow/drift"]],
    [
      "a failed retraining, by one that succeeds",
      "retraining-failed",
      [...failed, later(4 * 3_600_000), ...driftConfirmed, confirmed, executionIs("Succeeded")],
      executionTold(),
      ["meadow/retraining"],
    ],
    ["a held trial, by a person who resumes", "rollout-held", held, resume, ["meadow/endpoint"]],
    ["a pause, by a person who resumes", "paused", [pause], resume, ["meadow/pause"]],
    [
      "a wish for approval, by an approval",
      "approval-requested",
      [registered(2)],
      approve,
      ["meadow/approval/2"],
    ],
    [
      "a wish for approval, by a rejection",
      "approval-requested",
      [registered(2)],
      reject,
      ["meadow/approval/2"],
    ],
  ] as const)("%s", (_, kind, before, end, keys) => {
    const outcome = telling(kind)
      .given(...before)
      .when(end);
    expect(alerts(outcome.entries)).toEqual(keys.map((key) => `alert-resolved ${key}`));
    expect(outcome.state.alerts).toEqual({});
  });

  it("without drift is also that of a failed retraining: nothing is left to retrain for", () => {
    const outcome = telling("retraining-failed")
      .given(...failed, registered(2), approve, settled, commanded({ name: "promote" }))
      .when(settled);
    expect(alerts(outcome.entries)).toEqual(["alert-resolved meadow/retraining"]);
  });

  it("of a refused effect is the next one of its kind that is done, and no other", () => {
    const refusedOnce = [registered(2), approve, refused("set-approval")] as const;
    const other = telling("effect-failed")
      .given(...refusedOnce)
      .when(answered("start-rollout", { ok: true, answer: {} }));
    expect(alerts(other.entries)).toEqual([]);
    expect(Object.keys(other.state.alerts)).toEqual(["meadow/refused/set-approval"]);
    const same = telling("effect-failed")
      .given(...refusedOnce, registered(3), commanded({ name: "reject", version: 3 }))
      .when(answered("set-approval", { ok: true, answer: {} }));
    expect(alerts(same.entries)).toEqual(["alert-resolved meadow/refused/set-approval"]);
  });

  it("of another version is no end of a version's own wish for approval", () => {
    const outcome = telling("approval-requested")
      .given(registered(2), registered(3))
      .when(commanded({ name: "reject", version: 3 }));
    expect(alerts(outcome.entries)).toEqual(["alert-resolved meadow/approval/3"]);
    expect(Object.keys(outcome.state.alerts)).toEqual(["meadow/approval/2"]);
  });

  it("says what it told of, why it is over, and where that is explained", () => {
    const outcome = telling("paused")
      .given(swept, pause, later(60_000))
      .when(resume)
      .then(
        [
          "command-accepted",
          "resumed",
          [
            "alert-resolved",
            { about: 4, key: "meadow/pause", severity: "notify" },
            "What alert 4 told of is over. ada resumed the model: the harvest is near",
          ],
        ],
        [["send-alert", { severity: "notify", attributes: { kind: "alert-resolved", entry: "meadow/4" } }]],
      );
    const [, resumed, resolved] = outcome.entries;
    expect(resolved?.causedBy).toBe(resumed?.sequence);
    expect(resolved?.data).toMatchObject({
      links: [{ action: "explain", sequence: resumed?.sequence, expires: "2026-08-05T09:01:00.000Z" }],
    });
  });
});

describe("what a person who decides on a version is told", () => {
  const passed = "passed: mae (at most 2)";

  it("is what the gate found and which drift is behind it", () => {
    const [, , , raised] = telling("approval-requested")
      .given(...driftConfirmed)
      .when(registered(2))
      .then(
        [
          "candidate-registered",
          "candidate-accepted",
          "approval-requested",
          [
            "alert-raised",
            {
              severity: "notify",
              links: [{ action: "approve" }, { action: "reject" }, { action: "explain" }],
              body: expect.stringContaining(passed),
            },
          ],
        ],
        ["send-alert"],
      ).entries;
    expect(raised?.data).toMatchObject({ body: expect.stringContaining("rain (baseline_drift_check)") });
  });

  it("is no drift where there is none", () => {
    const outcome = telling("approval-requested").given(swept).when(registered(2));
    expect(outcome.entries.at(-1)?.data).toMatchObject({
      body: expect.not.stringContaining("The drift behind it"),
    });
  });

  it("is not told with anything else that is decided then", () => {
    const outcome = telling("candidate-accepted")
      .given(...driftConfirmed)
      .when(registered(2));
    expect(outcome.entries.at(-1)).toMatchObject({
      kind: "alert-raised",
      data: { aboutKind: "candidate-accepted", body: expect.not.stringContaining("The gate's checks") },
    });
  });
});
