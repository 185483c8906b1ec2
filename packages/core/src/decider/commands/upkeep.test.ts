import { describe, expect, test } from "vitest";
import { initialState } from "../../vocabulary/state.ts";
import { decide } from "../decide.ts";
import { evolve } from "../evolve.ts";
import { kinds, minute, model, refusal } from "../testing/model.ts";

const hour = 60 * minute;

describe("a person asks for a retraining", () => {
  test("without any drift: it starts, and names the person and the reason", () => {
    const meadow = model();
    const entries = meadow.give({ name: "retrain" });
    expect(kinds(entries)).toEqual(["signal-observed", "command-accepted", "retraining-requested"]);
    expect(entries[2]).toMatchObject({
      because: "ada asked to retrain: the harvest is near",
      causedBy: entries[1]?.sequence,
      data: { parameters: { Champion: "s3://meadow/1/model.tar.gz" } },
    });
    expect(meadow.effects()).toMatchObject([{ kind: "start-pipeline" }]);
    expect(meadow.asked.map(({ ask }) => ask)).toEqual(["endpoint", "championPackage"]);
  });

  /** A retraining that failed just now: its cooldown runs. */
  function failed() {
    const meadow = model();
    meadow.give({ name: "retrain" });
    meadow.confirm().later(25 * hour);
    meadow.sweep();
    expect(meadow.state.retraining).toBeNull();
    return meadow;
  }

  test("within the cooldown: it starts all the same", () => {
    const meadow = model({ retrain: { pipeline: "meadow-train", cooldown: "40 hours" } });
    meadow.give({ name: "retrain" });
    meadow.confirm().later(25 * hour);
    meadow.sweep();
    expect(kinds(meadow.newData("rows"))).toEqual(["retraining-skipped"]);
    expect(kinds(meadow.give({ name: "retrain" }))).toContain("retraining-requested");
  });

  test("beyond the budget: refused, with the numbers", () => {
    const meadow = failed();
    meadow.give({ name: "retrain" });
    meadow.confirm().later(25 * hour);
    meadow.sweep();
    expect(refusal(meadow.give({ name: "retrain" }))).toBe(
      "A run costs $4.00, and of $10.00 for 30 days only $2.00 are left, as $8.00 are counted by the policy's estimate; the next is possible at 2026-08-05T09:00:00.000Z.",
    );
  });

  test("beyond the budget and within the cooldown: refused for the budget", () => {
    const budget = { perMonth: "$4", perRun: "$4" };
    const meadow = model({ retrain: { pipeline: "meadow-train", cooldown: "40 hours", budget } });
    meadow.give({ name: "retrain" });
    meadow.confirm().later(25 * hour);
    meadow.sweep();
    expect(refusal(meadow.give({ name: "retrain" }))).toContain("only $0.00 are left");
  });

  test("while one runs, a version is on its way, or the model is paused or held: refused, naming it", () => {
    const running = model();
    running.give({ name: "retrain" });
    expect(refusal(running.give({ name: "retrain" }))).toContain("still runs");

    const waiting = model();
    waiting.told(2);
    expect(refusal(waiting.give({ name: "retrain" }))).toContain("Version 2 is on its way to the endpoint");

    const trial = model();
    trial.told(2);
    trial.give({ name: "approve", version: 2 });
    expect(refusal(trial.give({ name: "retrain" }))).toContain("its trial comes first");

    const paused = model();
    paused.give({ name: "pause" }, { by: "grace", reason: "moving" });
    expect(refusal(paused.give({ name: "retrain" }))).toBe("Paused by grace: moving");

    const held = model();
    held.sweep();
    held.changedByHand("by-hand");
    expect(refusal(held.give({ name: "retrain" }))).toContain("A person must look at the endpoint first");
  });
});

describe("new data", () => {
  test("leads to a retraining when nothing is in the way", () => {
    const meadow = model();
    expect(meadow.newData("412 rows").at(-1)).toMatchObject({
      kind: "retraining-requested",
      because:
        "labels tells of new data: 412 rows; no retraining runs, the cooldown is over and $10.00 of the month's budget are left.",
    });
  });

  test("within the cooldown leads to none, and the reason is told once", () => {
    const meadow = model();
    meadow.newData("412 rows");
    meadow.confirm();
    expect(meadow.newData("7 rows").at(-1)).toMatchObject({
      kind: "retraining-skipped",
      data: { reason: "one-already-running" },
    });
    expect(kinds(meadow.newData("8 rows"))).toEqual(["signal-observed"]);
    expect(meadow.state.retrainings).toHaveLength(1);
  });
});

describe("a person pauses and resumes", () => {
  test("once each; what has nothing to do is refused", () => {
    const meadow = model();
    expect(refusal(meadow.give({ name: "resume" }))).toContain("nothing to resume");
    expect(kinds(meadow.give({ name: "pause" }, { by: "grace", reason: "moving" }))).toEqual([
      "command-accepted",
      "paused",
    ]);
    expect(refusal(meadow.give({ name: "pause" }))).toBe(
      "the model is paused already, by grace at 2026-07-06T09:00:00.000Z: moving",
    );
    expect(kinds(meadow.give({ name: "resume" }))).toEqual(["command-accepted", "resumed"]);
  });

  test("a held model is resumed with the endpoint as it is", () => {
    const meadow = model();
    meadow.sweep();
    meadow.changedByHand("by-hand");
    expect(meadow.state.held).not.toBeNull();
    meadow.give({ name: "resume" });
    expect(meadow.state).toMatchObject({ held: null, endpoint: { config: "by-hand" } });
  });
});

describe("a person acknowledges an alert", () => {
  const alert = {
    sequence: 4,
    about: 3,
    aboutKind: "retraining-failed",
    severity: "page",
    at: "2026-07-06T08:00:00.000Z",
    subject: "meadow: retraining failed",
    acknowledgedBy: null,
    escalated: false,
  } as const;
  const before = { ...initialState("meadow"), alerts: { "meadow/retraining-failed": alert } };

  function give(state: typeof before | ReturnType<typeof evolve>, number: number, by: string) {
    const meadow = model();
    const [policy] = [meadow.policy];
    return decide(
      state,
      {
        signal: {
          kind: "command-given",
          identity: `command ${by} ${number}`,
          at: alert.at,
          model: "meadow",
          command: { name: "acknowledge", alert: number },
          by,
          route: "api",
          reason: "on it",
          expectedSequence: null,
        },
        facts: {},
      },
      policy,
      new Date(alert.at),
    ).entries;
  }

  test("that is open: who did stands in the state", () => {
    const entries = give(before, 4, "ada");
    expect(kinds(entries)).toEqual(["command-accepted"]);
    const after = entries.reduce(evolve, before as ReturnType<typeof evolve>);
    expect(after.alerts["meadow/retraining-failed"]).toEqual({ ...alert, acknowledgedBy: "ada" });
    expect(refusal(give(after, 4, "grace"))).toBe("alert 4 was acknowledged already by ada.");
  });

  test("that is not open: refused", () => {
    expect(refusal(give(before, 9, "ada"))).toContain("there is no open alert 9");
  });
});

describe("any command", () => {
  test("given for an older end of the ledger writes nothing and asks nothing", () => {
    const meadow = model();
    meadow.told(2);
    const { sequence } = meadow.state;
    expect(meadow.give({ name: "approve", version: 2 }, { expectedSequence: sequence - 1 })).toEqual([]);
    expect(meadow.asked).toEqual([]);
    expect(kinds(meadow.give({ name: "approve", version: 2 }, { expectedSequence: sequence }))).toContain(
      "candidate-approved",
    );
  });

  test("is refused for what changed since its giver looked, and not for what was only observed", () => {
    const meadow = model();
    meadow.told(2);
    const seen = meadow.state.sequence;
    const observed = meadow.tell({
      kind: "training-job-changed",
      ...meadow.next("job"),
      ...{ job: "some-job", arn: "some-arn", status: "Failed", failureReason: "no" },
      ...{ taggedModel: "meadow", pipelineExecution: null },
    });
    expect(kinds(observed)).toEqual(["signal-observed"]);
    expect(kinds(meadow.give({ name: "approve", version: 2 }, { expectedSequence: seen }))).toContain(
      "candidate-approved",
    );
    expect(meadow.give({ name: "pause" }, { expectedSequence: seen })).toEqual([]);
    expect(meadow.give({ name: "pause" }, { expectedSequence: meadow.state.sequence + 1 })).toEqual([]);
  });

  test("given again with its key is decided on once, even for the end that it was first given for", () => {
    const meadow = model();
    const { sequence } = meadow.state;
    const given = { key: "k-1", expectedSequence: sequence };
    expect(meadow.give({ name: "pause" }, given)).toHaveLength(2);
    expect(meadow.give({ name: "pause" }, given)).toEqual([]);
  });
});
