import { describe, expect, it } from "vitest";
import type { Challenger, Plan } from "../campaign/faults/plan.ts";
import { brokenBy } from "../campaign/judge.ts";
import { type Finished, run } from "../campaign/run.ts";

/** A trial without any other fault, in whose middle something happens. */
function trial(challenger: Challenger, faults: Plan["faults"]): Promise<Finished> {
  return run({
    seed: 1,
    retrains: "pipeline",
    jobs: ["completes"],
    waits: "nothing",
    approve: "automatically",
    atDeadline: "roll back",
    bake: "none",
    idle: false,
    scaled: false,
    challengers: [challenger],
    faults,
  });
}

const kinds = ({ world }: Finished) => world.journal.of("entry").map(({ entry }) => entry.kind);
const duringTrial = (seconds: number) => ({ after: "rollout-started", nth: 1, plus: seconds }) as const;

/** Versions and what became of them, `2 promoted`. */
const ends = ({ atEnd: { state } }: Finished) =>
  Object.values(state.candidates).map(({ version, stage }) => `${version} ${stage}`);
/** The challenger's share of the traffic after each change of the endpoint, once its trial had begun. */
const shares = ({ world }: Finished) =>
  world.sagemaker.endpoint.changes.map(({ weights }) => weights["version-2"] ?? 0);

describe("a person's deployment that begins in a trial", () => {
  const moments = Array.from({ length: 60 }, (_, index) => index * 30);

  it.each(moments)("%i seconds after its start is not overwritten, and is told", async (seconds) => {
    const finished = await trial("better", [{ kind: "hand-deploys", when: duringTrial(seconds), to: "own" }]);
    const { world } = finished;
    const hand = world.sagemaker.endpoint.changes.find(({ by }) => by === "a person");
    const resumed = world.journal.of("entry").find(({ entry }) => entry.kind === "resumed");

    expect(hand).toBeDefined();
    const after = world.sagemaker.endpoint.changes.filter(
      ({ at, by }) =>
        at > (hand?.at ?? 0) && at < (resumed?.at ?? Number.POSITIVE_INFINITY) && by !== "a person",
    );
    expect(after).toEqual([]);
    expect(kinds(finished)).toContain("endpoint-changed-outside");
    expect(await brokenBy(finished)).toEqual([]);
  });
});

describe("an act that waited while a later decision was taken", () => {
  it("is not done: the share of a challenger that was rolled back never rises again", async () => {
    const finished = await trial("better", [
      {
        kind: "throttling",
        of: ["UpdateEndpointWeightsAndCapacities"],
        when: { after: "weights-shifted", nth: 1, plus: 0 },
        lasts: 600,
      },
      { kind: "command", name: "roll-back", when: { after: "weights-shifted", nth: 1, plus: 120 } },
    ]);

    expect(finished.world.weather.met.get("throttling")).toBeGreaterThan(0);
    expect(Math.max(...shares(finished))).toBe(10);
    expect(kinds(finished)).toContain("effect-dropped");
    expect(ends(finished)[0]).toBe("2 rolled-back");
    expect(await brokenBy(finished)).toEqual([]);
  });
});

describe("a roll back that is decided", () => {
  it("comes about although the config before the trial was deleted, and is not forgotten at a resume", async () => {
    const finished = await run({
      seed: 1,
      retrains: "pipeline",
      jobs: ["completes"],
      waits: "nothing",
      approve: "automatically",
      atDeadline: "promote",
      bake: "none",
      idle: false,
      scaled: false,
      challengers: ["worse"],
      faults: [{ kind: "config-deleted", which: "original", when: duringTrial(600) }],
    });

    expect(finished.world.weather.met.get("config-deleted")).toBe(1);
    expect(ends(finished)[0]).toBe("2 rolled-back");
    expect(finished.atQuiet.endpoint.config).toBe("driftwheel-orchard-v2-1-back");
    expect(await brokenBy(finished)).toEqual([]);
  });

  it("is gone on with after a hold and a resume, and never turns into a promotion", async () => {
    const finished = await run({
      seed: 1,
      retrains: "pipeline",
      jobs: ["completes"],
      waits: "nothing",
      approve: "automatically",
      atDeadline: "promote",
      bake: "none",
      idle: false,
      scaled: false,
      challengers: ["better"],
      faults: [
        { kind: "command", name: "roll-back", when: duringTrial(900) },
        // The way back is refused until the trial is held; then a person resumes it.
        { kind: "access-denied", of: ["UpdateEndpoint"], when: duringTrial(890), lasts: 3_000 },
        { kind: "command", name: "resume", when: { after: "rollout-held", nth: 1, plus: 2_000 } },
      ],
    });

    expect(kinds(finished)).toContain("rollout-held");
    expect(ends(finished)[0]).toBe("2 rolled-back");
    expect(await brokenBy(finished)).toEqual([]);
  });
});

describe("answers of AWS that lag", () => {
  it.each([2, 5, 15])("by %i seconds, every second one, end no trial", async (by) => {
    const finished = await trial("better", [
      { kind: "stale-reads", by, share: 0.5, salt: by, when: { at: 0 }, lasts: 4 * 3_600 },
    ]);

    expect(finished.world.weather.met.get("stale-reads")).toBeGreaterThan(20);
    expect(ends(finished)[0]).toBe("2 promoted");
    expect(kinds(finished)).not.toContain("endpoint-changed-outside");
    expect(kinds(finished)).not.toContain("rollout-held");
  });

  it.each([
    [
      "what was just created is not found",
      { kind: "post-create-lag", by: 90, when: { at: 0 }, lasts: 14_400 },
    ],
    [
      "a role is not known everywhere yet",
      { kind: "access-denied", of: ["CreateModel", "UpdateEndpoint"], when: duringTrial(-1), lasts: 600 },
    ],
    ["the account's limit is reached", { kind: "resource-limit", when: duringTrial(-1), lasts: 1_200 }],
  ] as const)("%s: tried again, told, and in the end promoted", async (_, fault) => {
    const finished = await trial("better", [fault]);

    expect(finished.world.weather.met.get(fault.kind)).toBeGreaterThan(0);
    expect(kinds(finished)).toContain("effect-postponed");
    expect(kinds(finished)).not.toContain("effect-failed");
    expect(ends(finished)[0]).toBe("2 promoted");
  });
});

describe("an alert that SNS refuses", () => {
  it.each(["throttled", "denied", "down"] as const)("(%s) is sent when it can be", async (how) => {
    const finished = await trial("worse", [{ kind: "sns-refuses", how, when: { at: 0 }, lasts: 3 * 3_600 }]);

    expect(finished.world.weather.met.get("sns-refuses")).toBeGreaterThan(0);
    expect(finished.atEnd.state.outbox).toEqual([]);
    expect(await brokenBy(finished)).toEqual([]);
  });
});

describe("a model that leaves the fleet in its trial", () => {
  it.each([0, 60, 900])("%i seconds after its start leaves no challenger behind", async (seconds) => {
    const finished = await trial("better", [
      { kind: "model-leaves", when: duringTrial(seconds), lasts: null },
    ]);

    expect(ends(finished)[0]).toBe("2 rolled-back");
    expect(finished.atEnd.endpoint.config).toBe("first-config");
    expect(await brokenBy(finished)).toEqual([]);
  });
});
