import { describe, expect, it } from "vitest";
import { replay } from "../../evolve.ts";
import { arn, kinds, minute, refusal } from "../../testing/model.ts";
import { has, lookAt, looksUntil, modelOfSeveral, only, trialOf } from "../../testing/several.ts";

const worse = { successes: 220 };
const better = { successes: 350 };
const best = { successes: 370 };

describe("the start of a trial of several challengers", () => {
  it("waits for others until the first has waited long enough, and begins with the newest first", () => {
    const meadow = modelOfSeveral();
    for (const version of [2, 3]) {
      meadow.told(version);
      meadow.confirm();
      meadow.told(version, "Approved");
      meadow.later(20 * minute);
    }
    meadow.sweep();
    expect(meadow.state.rollout).toBeNull();
    meadow.later(21 * minute);
    const [started] = only(meadow.sweep(), "rollout-started");
    expect(started?.data).toMatchObject({
      challenger: { version: 3, variant: "version-3", model: "driftwheel-meadow-v3-1-model" },
      others: [{ version: 2, variant: "version-2", model: "driftwheel-meadow-v2-1-model", package: arn(2) }],
      weight: 10,
      alpha: 0.0125,
    });
    expect(started?.because).toContain(
      "Versions 3 and 2 go on trial against variant main with 10% of the traffic each",
    );
    expect([meadow.stage(2), meadow.stage(3)]).toEqual(["on-trial", "on-trial"]);
    expect(meadow.effects().find(({ kind }) => kind === "deploy-trial")).toMatchObject({
      championWeight: 80,
      challengerWeight: 10,
      others: [{ variant: "version-2" }],
    });
  });

  it("begins at once with as many as are tried together, and leaves older ones behind", () => {
    const meadow = modelOfSeveral({ challengers: { atMost: 2, gatherFor: "1 day" } });
    meadow.told(2);
    meadow.told(3);
    meadow.confirm();
    meadow.told(2, "Approved");
    expect(meadow.state.rollout).toBeNull();
    const [started] = only(meadow.told(3, "Approved"), "rollout-started");
    expect(started?.data.others).toHaveLength(1);
  });

  it("is of one version, as ever, where only one came in time", () => {
    const meadow = trialOf(modelOfSeveral(), 2);
    const [started] = only(meadow.written, "rollout-started");
    expect(started?.data).not.toHaveProperty("others");
    expect(started?.data).not.toHaveProperty("alpha");
    expect(lookAt(meadow, {}).map(({ kind }) => kind)).toEqual(["rollout-looked", "weights-shifted"]);
  });

  it("is of the newest alone where the champion is scaled, and says so", () => {
    const meadow = modelOfSeveral();
    meadow.scaling.main = {
      minimum: 1,
      maximum: 4,
      role: null,
      suspended: { in: false, out: false, scheduled: false },
      policies: [],
      scheduled: [],
    } as never;
    trialOf(meadow, 2, 3, 4);
    const [started] = only(meadow.written, "rollout-started");
    expect(started?.data.challenger.version).toBe(4);
    expect(started?.data).not.toHaveProperty("others");
    expect(started?.because).toContain("Versions 3 and 2 cannot be tried beside it: variant main is scaled");
    expect([meadow.stage(2), meadow.stage(3)]).toEqual(["superseded", "superseded"]);
  });
});

describe("a look at several challengers", () => {
  it("writes down each beside the champion, and takes the next step in common", () => {
    const meadow = trialOf(modelOfSeveral(), 2, 3, 4);
    const entries = lookAt(meadow, {});
    expect(only(entries, "rollout-looked").map(({ data }) => [data.look, data.challenger.variant])).toEqual([
      [1, "version-4"],
      [1, "version-3"],
      [1, "version-2"],
    ]);
    // Four share the traffic: none has more than a quarter, whatever the ramp says.
    expect(only(entries, "weights-shifted").map(({ data }) => data.weights)).toEqual([
      { main: 25, "version-4": 25, "version-3": 25, "version-2": 25 },
    ]);
    meadow.settle();
    const { rollout } = meadow.state;
    expect(rollout?.looks).toBe(1);
    for (const counts of [rollout, ...(rollout?.others ?? [])]) {
      expect(counts?.totals).toEqual({
        champion: { trials: 400, successes: 300 },
        challenger: { trials: 400, successes: 300 },
      });
      // Of what a challenger and the champion have together.
      expect(counts?.cohorts.map(({ asked }) => asked)).toEqual([12.5, 50]);
    }
  });

  it("stays where one of them has too few outcomes for the next step", () => {
    const meadow = trialOf(modelOfSeveral(), 2, 3);
    const entries = lookAt(meadow, { 2: { trials: 5, successes: 4 } });
    expect(kinds(entries)).toEqual(["rollout-looked", "rollout-looked"]);
  });

  it("is not counted where it was read before a challenger went", () => {
    const meadow = trialOf(modelOfSeveral(), 2, 3);
    const { rollout } = meadow.state;
    const stale = { start: rollout?.readUntil ?? "", end: meadow.next("look").at };
    meadow.give({ name: "reject", version: 3 });
    meadow.later(minute);
    meadow.settle();
    const arm = { variant: "main", trials: 400, successes: 300, invocations: 400, errors: 0, slow: 0 };
    const told = meadow.tell({
      kind: "look-read",
      ...meadow.next("look"),
      model: "meadow",
      rollout: rollout?.rollout ?? "",
      look: 1,
      metrics: {
        ...stale,
        champion: arm,
        challenger: { ...arm, variant: "version-3" },
        others: [{ ...stale, champion: arm, challenger: { ...arm, variant: "version-2" } }],
      },
    });
    expect(told).toEqual([]);
    expect(meadow.state.rollout?.looks).toBe(0);
  });
});

describe("a challenger that does harm", () => {
  it("is dropped alone, its traffic goes to the champion, and the others go on", () => {
    const meadow = trialOf(modelOfSeveral(), 2, 3);
    const entries = looksUntil(meadow, { 2: worse }, has("challenger-dropped"));
    const [dropped] = only(entries, "challenger-dropped");
    expect(dropped?.data).toMatchObject({
      challenger: { version: 2, variant: "version-2" },
      ended: "rolled-back",
    });
    expect(dropped?.because).toContain(
      "Version 2 is dropped, and the trial goes on with version 3: The challenger is worse",
    );
    const [shift] = only(entries, "weights-shifted");
    expect(shift?.data.weights).toMatchObject({ "version-2": 0 });
    expect(shift?.data.next).toBeNull();
    expect(meadow.stage(2)).toBe("rolled-back");
    expect(meadow.stage(3)).toBe("on-trial");
    expect(meadow.effects().map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["mark-package", "set-approval", "shift-weights"]),
    );
    meadow.settle();
    expect(meadow.state.rollout).toMatchObject({
      phase: "looking",
      challenger: { version: 3 },
      others: [],
      dropped: [{ variant: "version-2", isOff: true }],
    });
  });

  it("makes the next one the first, with all that was counted of it, where it was the first", () => {
    const meadow = trialOf(modelOfSeveral(), 2, 3);
    const entries = looksUntil(meadow, { 3: worse }, has("challenger-dropped"));
    meadow.settle();
    const { rollout } = meadow.state;
    expect(rollout).toMatchObject({ challenger: { version: 2 }, others: [] });
    const looks = only(meadow.written, "rollout-looked").filter(
      ({ data }) => data.challenger.variant === "version-2",
    );
    expect(rollout?.totals.challenger.trials).toBe(400 * looks.length);
    // What is left takes the ramp as one challenger does.
    expect(only(entries, "weights-shifted")[0]?.data.weights).toEqual({
      main: 50,
      "version-2": 50,
      "version-3": 0,
    });
  });

  it("ends the trial where all do", () => {
    const meadow = trialOf(modelOfSeveral(), 2, 3);
    for (let look = 0; meadow.state.rollout && look < 20; look += 1) {
      if (meadow.state.rollout.change) meadow.settle();
      else lookAt(meadow, { 2: worse, 3: worse });
    }
    expect(only(meadow.written, "challenger-dropped")).toEqual([]);
    const [ended] = only(meadow.written, "rollout-rolled-back");
    expect(ended?.data).toMatchObject({ challenger: { version: 3 }, others: [{ version: 2 }] });
    expect([meadow.stage(2), meadow.stage(3)]).toEqual(["rolled-back", "rolled-back"]);
    meadow.confirm();
    expect([2, 3].map((version) => meadow.registry.get(version)?.approval)).toEqual(["Rejected", "Rejected"]);
  });

  it("loses its traffic also while the model is paused, and nothing else happens", () => {
    const meadow = trialOf(modelOfSeveral(), 2, 3);
    lookAt(meadow, {});
    meadow.settle();
    meadow.give({ name: "pause" });
    const entries = looksUntil(meadow, { 2: worse, 3: best }, has("challenger-dropped"));
    expect(only(entries, "challenger-dropped")[0]?.data.challenger.version).toBe(2);
    meadow.settle();
    expect(meadow.state.rollout?.phase).toBe("looking");
    for (let look = 0; look < 5; look += 1)
      expect(has("weights-shifted")(lookAt(meadow, { 3: best }))).toBe(false);
  });
});

describe("a challenger that may be promoted", () => {
  it("is, being the best of those that may, and the others give way before", () => {
    const meadow = trialOf(modelOfSeveral(), 2, 3, 4);
    const entries = looksUntil(meadow, { 2: best, 3: better }, has("challenger-dropped"));
    expect(
      only(entries, "challenger-dropped").map(({ data }) => [data.challenger.version, data.ended]),
    ).toEqual([
      [4, "superseded"],
      [3, "superseded"],
    ]);
    const [shift] = only(entries, "weights-shifted");
    expect(shift?.data).toMatchObject({
      to: 100,
      weights: { main: 0, "version-2": 100, "version-3": 0, "version-4": 0 },
      next: { deploy: "winner", variant: "version-2" },
    });
    meadow.settle();
    expect(only(meadow.written, "rollout-promoted")[0]?.data).toMatchObject({
      challenger: { version: 2 },
      variant: "version-2",
    });
    expect([2, 3, 4].map(meadow.stage)).toEqual(["promoted", "superseded", "superseded"]);
    expect(meadow.state.rollout).toBeNull();
    // What gave way is not tried again by itself.
    meadow.later(120 * minute);
    expect(only(meadow.sweep(), "rollout-started")).toEqual([]);
    meadow.confirm();
    expect(meadow.registry.get(3)?.approval).toBe("Rejected");
  });

  it("keeps its champion warm beside all variants of the trial, and what they cost is told of each", () => {
    const meadow = trialOf(modelOfSeveral({ bake: { for: "2 hours", keepWarm: true } }), 2, 3);
    looksUntil(meadow, { 2: best }, has("challenger-dropped"));
    meadow.settle();
    const { rollout, runningCosts } = meadow.state;
    expect(rollout).toMatchObject({ phase: "baking", challenger: { version: 2 } });
    expect(rollout?.mayHave.weights).toEqual([{ main: 0, "version-2": 100, "version-3": 0 }]);
    expect(runningCosts.trial).toMatchObject({
      stints: [{ variant: "version-2" }],
      current: { variant: "main" },
      others: [{ variant: "version-3" }],
    });
  });
});

it("costs what all of its variants cost until its config goes, also those that were dropped", () => {
  const meadow = trialOf(modelOfSeveral(), 2, 3);
  looksUntil(meadow, { 2: worse }, has("challenger-dropped"));
  meadow.settle();
  const dropped = meadow.next("now").at;
  looksUntil(meadow, { 3: best }, (entries) =>
    only(entries, "weights-shifted").some(({ data }) => data.next?.deploy === "winner"),
  );
  meadow.later(minute);
  meadow.settle();
  const [cost] = meadow.state.unaccounted.flatMap((one) => (one.what === "trial" ? [one] : []));
  expect(cost?.stints.map(({ variant }) => variant)).toEqual(["version-3", "version-2"]);
  for (const { from, until } of cost?.stints ?? []) {
    expect(from).toBe(only(meadow.written, "rollout-started")[0]?.at);
    expect(until > dropped).toBe(true);
  }
});

describe("a person, or the registry, that rejects one of several", () => {
  it("takes that one off, and the others go on", () => {
    const meadow = trialOf(modelOfSeveral(), 2, 3);
    const entries = meadow.give({ name: "reject", version: 2 });
    expect(kinds(entries)).toEqual(
      expect.arrayContaining(["approval-rejected", "challenger-dropped", "weights-shifted"]),
    );
    meadow.settle();
    expect(meadow.state.rollout).toMatchObject({ phase: "looking", challenger: { version: 3 }, others: [] });
  });

  it("waits for the endpoint where it changes, and takes it off then", () => {
    const meadow = trialOf(modelOfSeveral(), 2, 3);
    lookAt(meadow, {});
    expect(meadow.state.rollout?.phase).toBe("shifting");
    const entries = meadow.told(3, "Rejected");
    expect(kinds(entries)).toContain("challenger-dropped");
    expect(kinds(entries)).not.toContain("weights-shifted");
    // The endpoint gets what was asked for before, with all variants.
    Object.assign(meadow.found, {
      variants: [
        ["main", 33.34],
        ["version-3", 33.33],
        ["version-2", 33.33],
      ].map(([name, weight]) => ({ name, weight, model: null, package: null })),
    });
    meadow.confirm();
    const settled = meadow.sweep();
    expect(only(settled, "weights-shifted").map(({ data }) => data.weights)).toEqual([
      { main: 66.67, "version-2": 33.33, "version-3": 0 },
    ]);
    // What it still has until then is nobody else's doing.
    const shift = meadow.effects().find(({ kind }) => kind === "shift-weights");
    expect(shift).toMatchObject({
      expected: { weights: [{ main: 33.34, "version-2": 33.33, "version-3": 33.33 }] },
    });
    expect(kinds(meadow.sweep())).not.toContain("signal-observed");
    meadow.settle();
    expect(meadow.state.rollout).toMatchObject({ phase: "looking", dropped: [{ isOff: true }] });
    expect(meadow.state.rollout?.cohorts.at(-1)?.asked).toBeCloseTo(33.33, 5);
  });

  it("ends the trial with the last one", () => {
    const meadow = trialOf(modelOfSeveral(), 2, 3);
    meadow.give({ name: "reject", version: 2 });
    meadow.settle();
    meadow.give({ name: "reject", version: 3 });
    meadow.settle();
    expect(only(meadow.written, "rollout-rolled-back")).toHaveLength(1);
    expect(meadow.state.rollout).toBeNull();
  });
});

describe("commands about several challengers", () => {
  it("train another version while others are waited for, and none once as many wait", () => {
    const meadow = modelOfSeveral({ challengers: { atMost: 2, gatherFor: "1 day" } });
    meadow.told(2);
    meadow.confirm();
    meadow.told(2, "Approved");
    expect(kinds(meadow.give({ name: "retrain" }))).toContain("retraining-requested");
    const alone = modelOfSeveral({ challengers: undefined });
    alone.told(2);
    alone.confirm();
    expect(refusal(alone.give({ name: "retrain" }))).toContain("Version 2 is on its way to the endpoint");
  });

  it("do not promote while nobody has said which", () => {
    const meadow = trialOf(modelOfSeveral(), 2, 3);
    expect(refusal(meadow.give({ name: "promote" }))).toContain(
      "versions 3 and 2 are on trial together; reject those that shall not be promoted",
    );
  });

  it("roll all of them back", () => {
    const meadow = trialOf(modelOfSeveral(), 2, 3);
    meadow.give({ name: "roll-back" });
    meadow.settle();
    expect(only(meadow.written, "rollout-rolled-back")[0]?.data).toMatchObject({ others: [{ version: 2 }] });
  });

  it("resume a trial that was held, and take off then what was rejected meanwhile", () => {
    const meadow = trialOf(modelOfSeveral(), 2, 3);
    lookAt(meadow, {});
    meadow.settle();
    meadow.changedByHand("someone-elses");
    expect(meadow.state.rollout?.phase).toBe("held");
    meadow.told(2, "Rejected");
    expect(meadow.state.rollout).toMatchObject({ phase: "held", others: [], dropped: [{ isOff: false }] });
    meadow.found.config = "driftwheel-meadow-v3-1-trial";
    const entries = meadow.give({ name: "resume" });
    expect(only(entries, "weights-shifted").map(({ data }) => data.weights)).toEqual([
      { main: 66.67, "version-3": 33.33, "version-2": 0 },
    ]);
  });
});

it("the ledger of a trial of several folds into the state that it was decided in", () => {
  const meadow = trialOf(modelOfSeveral(), 2, 3, 4);
  looksUntil(meadow, { 4: worse }, has("challenger-dropped"));
  meadow.settle();
  looksUntil(meadow, { 2: best }, has("challenger-dropped"));
  meadow.settle();
  expect(replay("meadow", meadow.written)).toEqual(meadow.state);
  expect(only(meadow.written, "rollout-promoted")[0]?.data.challenger.version).toBe(2);
});
