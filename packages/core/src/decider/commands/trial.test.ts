import { describe, expect, test } from "vitest";
import { kinds, model, refusal } from "../testing/model.ts";

/** A model whose version 2 is on trial, with the endpoint as the trial wants it. */
function onTrial() {
  const meadow = model();
  meadow.told(2);
  meadow.give({ name: "approve", version: 2 });
  meadow.settle();
  return meadow;
}

describe("a person promotes the challenger now", () => {
  test("while it is looked at: it serves alone", () => {
    const meadow = onTrial();
    const entries = meadow.give({ name: "promote" });
    expect(kinds(entries)).toEqual(["command-accepted", "weights-shifted"]);
    expect(entries[1]).toMatchObject({
      because:
        "The challenger's share goes from 20% to 100%: ada asked to promote it now: the harvest is near",
      causedBy: entries[0]?.sequence,
      data: { to: 100, next: { deploy: "winner" } },
    });
    expect(meadow.effects()).toMatchObject([{ kind: "deploy-winner" }]);
    expect(kinds(meadow.settle())).toContain("rollout-promoted");
    expect(meadow.stage(2)).toBe("promoted");
  });

  test("without a trial: refused", () => {
    expect(refusal(model().give({ name: "promote" }))).toBe("no version is on trial.");
  });

  test("while it is still being deployed, promoted, rolled back or held: refused with the phase", () => {
    const deploying = model();
    deploying.told(2);
    deploying.give({ name: "approve", version: 2 });
    expect(refusal(deploying.give({ name: "promote" }))).toContain("(deploying)");

    const promoting = onTrial();
    promoting.give({ name: "promote" });
    expect(refusal(promoting.give({ name: "promote" }))).toContain("it is being promoted");

    const leaving = onTrial();
    leaving.give({ name: "roll-back" });
    expect(refusal(leaving.give({ name: "promote" }))).toContain("it is being rolled back");

    const held = onTrial();
    held.changedByHand("by-hand");
    expect(refusal(held.give({ name: "promote" }))).toContain("resume the model first");
  });

  test("while its weights are being shifted: refused as busy, and taken when they are there", () => {
    const meadow = onTrial();
    const metrics = (variant: string, rate: number) => ({
      variant,
      trials: 4_000,
      successes: 4_000 * rate,
      invocations: 4_000,
      errors: 0,
      slow: 40,
    });
    const shifted = meadow.tell({
      kind: "look-read",
      identity: "look 1",
      at: "2026-07-06T09:05:00.000Z",
      model: "meadow",
      rollout: meadow.state.rollout?.rollout ?? "",
      look: 1,
      metrics: {
        start: "2026-07-06T09:00:00.000Z",
        end: "2026-07-06T09:05:00.000Z",
        champion: metrics("main", 0.5),
        challenger: metrics("version-2", 0.9),
      },
    });
    expect(kinds(shifted)).toContain("weights-shifted");
    expect(meadow.state.rollout?.phase).toBe("shifting");
    expect(refusal(meadow.give({ name: "promote" }))).toMatch(/busy .*\(shifting\); ask again/);
    meadow.settle();
    expect(kinds(meadow.give({ name: "promote" }))).toEqual(["command-accepted", "weights-shifted"]);
  });

  test("while the model is paused: refused, because a pause stops promotions", () => {
    const meadow = onTrial();
    meadow.give({ name: "pause" }, { by: "grace", reason: "moving" });
    expect(refusal(meadow.give({ name: "promote" }))).toContain("paused by grace");
  });
});

describe("a person rolls the trial back now", () => {
  test.each([false, true])("and the old champion serves alone again (paused: %s)", (paused) => {
    const meadow = onTrial();
    if (paused) meadow.give({ name: "pause" });
    const entries = meadow.give({ name: "roll-back" });
    expect(kinds(entries)).toEqual(["command-accepted", "weights-shifted"]);
    expect(entries[1]?.because).toContain("ada asked to roll it back now: the harvest is near");
    expect(meadow.effects().map(({ kind }) => kind)).toEqual(["shift-weights", "restore-config"]);
    expect(meadow.settle()).toMatchObject([
      { kind: "rollout-rolled-back", data: { reason: expect.stringContaining("ada asked") } },
    ]);
    expect(meadow.found.config).toBe("meadow-1");
  });

  test("without a trial, or twice: refused", () => {
    const meadow = model();
    expect(refusal(meadow.give({ name: "roll-back" }))).toBe("no version is on trial.");
    const trial = onTrial();
    trial.give({ name: "roll-back" });
    expect(refusal(trial.give({ name: "roll-back" }))).toContain("it is being rolled back");
  });
});

describe("a person starts the rollout of a version", () => {
  const start = { name: "start-rollout", version: 2 } as const;

  /** Version 2 is approved, and its trial could not start. */
  function approved() {
    const meadow = model();
    meadow.told(2);
    meadow.confirm();
    meadow.found.status = "Updating";
    meadow.give({ name: "approve", version: 2 });
    meadow.found.status = "InService";
    return meadow;
  }

  test("that is approved: its trial starts", () => {
    const entries = approved().give(start);
    expect(kinds(entries)).toEqual(["command-accepted", "rollout-started"]);
    expect(entries[1]).toMatchObject({
      causedBy: entries[0]?.sequence,
      data: { history: { weight: 60 } },
    });
  });

  test("that was rolled back: it is approved by whoever asks, and tried again under another name", () => {
    const meadow = onTrial();
    meadow.give({ name: "roll-back" });
    meadow.settle();
    const entries = meadow.give(start, { by: "grace" });
    expect(kinds(entries)).toEqual([
      "command-accepted",
      "candidate-approved",
      "rollout-started",
      "effect-dropped",
    ]);
    expect(entries[3]).toMatchObject({ data: { effect: "set-approval" } });
    expect(entries[1]).toMatchObject({ data: { by: "grace", route: "api" } });
    expect(meadow.state.rollout?.rollout).toBe("meadow-v2-2");
  });

  test("that a later version overtook: it is tried while the later one is not", () => {
    const meadow = model();
    meadow.told(1 + 1);
    meadow.told(3);
    meadow.give({ name: "pause" });
    meadow.give({ name: "approve", version: 2 });
    meadow.give({ name: "approve", version: 3 });
    meadow.give({ name: "resume" });
    expect(meadow.stage(2)).toBe("superseded");
    meadow.settle();
    expect(refusal(meadow.give(start))).toBe("version 3 is on trial (looking).");
    meadow.give({ name: "roll-back" });
    meadow.settle();
    expect(kinds(meadow.give(start))).toContain("rollout-started");
    expect(meadow.state.rollout?.challenger.version).toBe(2);
  });

  test.each([
    ["waits for an approval", 1, "version 2 waits for an approval. Approve it first."],
    ["failed the gate", 9, "version 2 failed the gate. Approve it first."],
  ])("that %s: refused", (_, error, why) => {
    const meadow = model();
    meadow.told(2, "PendingManualApproval", error);
    expect(refusal(meadow.give(start))).toBe(why);
  });

  test("that serves already: refused", () => {
    const meadow = onTrial();
    meadow.give({ name: "promote" });
    meadow.settle();
    expect(refusal(meadow.give(start))).toBe("version 2 is the champion: it serves already.");
  });

  test("while something is in the way: refused, naming it", () => {
    const paused = approved();
    paused.give({ name: "pause" }, { by: "grace", reason: "moving" });
    expect(refusal(paused.give(start))).toContain("paused by grace");
    expect(paused.asked).toEqual([]);

    const held = approved();
    held.changedByHand("by-hand");
    expect(refusal(held.give(start))).toContain("a person must look at the endpoint first");

    const foreign = approved();
    foreign.found.config = "by-hand";
    expect(refusal(foreign.give(start))).toBe("the endpoint has config by-hand, and should have meadow-1.");

    const busy = approved();
    busy.found.status = "Updating";
    expect(refusal(busy.give(start))).toBe("the endpoint is Updating.");
  });
});
