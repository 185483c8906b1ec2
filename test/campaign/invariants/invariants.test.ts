import { replay } from "@driftwheel/core/decider/evolve.ts";
import type { EntryKind } from "@driftwheel/core/vocabulary/entry.ts";
import { describe, expect, it } from "vitest";
import { brokenData } from "../broken-runs/data.ts";
import { brokenIdle } from "../broken-runs/idle.ts";
import type { Plan } from "../faults/plan.ts";
import { type Finished, run } from "../run.ts";
import type { Write } from "../world/journal.ts";
import { model } from "../world/policy.ts";
import { invariants } from "./all.ts";
import { ownChanges } from "./ledger-words.ts";

const second = 1_000;
const minute = 60 * second;

const finish = (
  challenger: "better" | "worse" | "unasked",
  atDeadline: Plan["atDeadline"] = "roll back",
  retraining: Pick<Plan, "retrains" | "jobs"> = { retrains: "pipeline", jobs: ["completes"] },
) =>
  run({
    ...retraining,
    seed: 1,
    waits: "nothing",
    approve: "automatically",
    atDeadline,
    bake: "none",
    idle: false,
    scaled: true,
    challengers: [challenger],
    faults: [],
  });

const trained = { retrains: "training-job", jobs: ["completes"] } as const;

/** How the model stood after the first entry of a kind. */
function stateAfter({ world: { ledger } }: Finished, kind: EntryKind) {
  const place = ledger.entries.findIndex((entry) => entry.kind === kind);
  return replay(model, ledger.entries.slice(0, place + 1));
}

function withEnd(finished: Finished, kind: EntryKind): Finished {
  return { ...finished, atEnd: { ...finished.atEnd, state: stateAfter(finished, kind) } };
}

/** Another change of Driftwheel's, like its last one. */
function change(finished: Finished, change: { weights: Record<string, number>; config?: string }): void {
  const { world, atEnd } = finished;
  const last = ownChanges(world).at(-1);
  if (!last) throw new Error("Nothing was changed.");
  const lastRead = { sequence: world.ledger.entries.length, at: atEnd.at };
  const input = change.config ? { EndpointConfigName: change.config } : {};
  const write: Write & { at: number } = { ...last, ...{ at: atEnd.at, called: atEnd.at, lastRead, input } };
  world.journal.observations.push(write);
  const config = change.config ?? "a-trial";
  world.sagemaker.endpoint.changes.push({
    ...{ at: atEnd.at, by: last.process, from: config, config, takenBack: false, weights: change.weights },
  });
}

/** A run in which one thing was made otherwise than it was, for each invariant. */
const broken: Readonly<Record<string, () => Promise<Finished>>> = {
  "no-deployment-of-a-person-is-overwritten": async () => {
    const finished = await finish("better");
    const { changes } = finished.world.sagemaker.endpoint;
    const at = (changes[1]?.at ?? 0) - minute;
    changes.splice(1, 0, { at, by: "a person", from: "a", config: "b", takenBack: false, weights: { b: 1 } });
    return finished;
  },
  "a-persons-change-is-told": async () => {
    const finished = await finish("better");
    const { world, faultsStopped: at } = finished;
    world.sagemaker.endpoint.changes.push({
      ...{ at, by: "a person", from: "a", config: "b", takenBack: false, weights: { b: 1 } },
    });
    world.sagemaker.endpoint.config = "b";
    world.journal.observations.push({ at, kind: "hand", did: "deployed", config: "b", taken: true });
    return finished;
  },
  "traffic-never-rises-after-a-roll-back": async () => {
    const finished = await finish("worse");
    change(finished, { weights: { AllTraffic: 90, "version-2": 10 } });
    return finished;
  },
  "nothing-is-done-that-the-ledger-does-not-want": async () => {
    const finished = await finish("better");
    change(finished, { weights: { "version-2": 1 } });
    return finished;
  },
  "each-effect-takes-effect-once": async () => {
    const finished = await finish("better");
    finished.world.journal.observations.push(...ownChanges(finished.world));
    return finished;
  },
  "a-trial-ends-or-is-held-and-told": async () => withEnd(await finish("better"), "weights-shifted"),
  "the-endpoint-is-what-the-ledger-says": async () => {
    const finished = await finish("better");
    return { ...finished, atEnd: { ...finished.atEnd, endpoint: { config: "another", weights: {} } } };
  },
  "one-retraining-and-one-trial-at-a-time": async () => {
    const finished = await finish("better");
    const { executions } = finished.world.sagemaker.pipeline;
    for (const [token, execution] of [...executions]) executions.set(`${token}-again`, execution);
    return finished;
  },
  "what-was-rolled-back-does-not-come-back": async () => {
    const finished = await finish("worse");
    const [variant] = [{ VariantName: "version-2", ModelName: "any" }];
    const { world, atEnd } = finished;
    const [like] = ownChanges(world);
    if (!like || !variant) throw new Error("Nothing was changed.");
    const input = { EndpointConfigName: "sole", ProductionVariants: [variant] };
    world.journal.observations.push({ ...like, ...{ at: atEnd.at, call: "CreateEndpointConfig", input } });
    change(finished, { config: "sole", weights: { "version-2": 1 } });
    return finished;
  },
  "no-data-promotes-nothing": async () => {
    const finished = await finish("better");
    const { observations } = finished.world.journal;
    const others = observations.filter((one) => one.kind !== "entry" || one.entry.kind !== "rollout-looked");
    observations.splice(0, observations.length, ...others);
    return finished;
  },
  "a-guards-alarm-ends-the-trial": async () => {
    const finished = await finish("better");
    const { observations } = finished.world.journal;
    const place = observations.findIndex(
      (one) => one.kind === "entry" && one.entry.kind === "rollout-started",
    );
    const at = (observations[place]?.at ?? 0) + second;
    observations.push({ at, kind: "fault", fault: "guard-alarm", text: "" });
    return finished;
  },
  "nothing-begins-while-a-person-is-waited-for": async () => {
    const finished = await finish("better");
    const { observations } = finished.world.journal;
    const place = observations.findIndex(
      (one) => one.kind === "entry" && one.entry.kind === "rollout-started",
    );
    const started = observations[place];
    if (started?.kind !== "entry") throw new Error("No trial was started.");
    const data = { by: "ada", reason: "holidays" };
    observations.splice(place, 0, { ...started, entry: { ...started.entry, kind: "paused", data } });
    return finished;
  },
  "every-version-has-its-turn": async () => withEnd(await finish("better"), "candidate-accepted"),
  "retrainings-keep-the-cooldown": async () => {
    const finished = await finish("better");
    const { journal } = finished.world;
    const asked = journal.of("entry").filter(({ entry }) => entry.kind === "retraining-requested");
    journal.observations.push(...asked);
    return finished;
  },
  "a-cost-is-written-down-once": async () => {
    const finished = await finish("better");
    const { journal } = finished.world;
    const costs = journal.of("entry").filter(({ entry }) => entry.kind === "cost-recorded");
    journal.observations.push(...costs);
    return finished;
  },
  "what-ended-is-accounted-for": async () => {
    const finished = await finish("better");
    const { observations } = finished.world.journal;
    const others = observations.filter((one) => one.kind !== "entry" || one.entry.kind !== "cost-recorded");
    observations.splice(0, observations.length, ...others);
    return finished;
  },
  "a-cost-is-of-what-ran": async () => {
    const finished = await finish("better", "roll back", trained);
    for (const job of finished.world.sagemaker.jobs.all)
      job.ended = new Date((job.ended?.getTime() ?? 0) + 1_000);
    return finished;
  },
  "no-retraining-breaks-the-budget": async () => {
    const finished = await finish("better");
    const { journal } = finished.world;
    const asked = journal.of("entry").filter(({ entry }) => entry.kind === "retraining-requested");
    journal.observations.splice(0, 0, ...asked, ...asked, ...asked, ...asked, ...asked);
    return finished;
  },
  "every-retraining-has-an-end": async () => {
    const finished = await finish("better");
    const { observations } = finished.world.journal;
    const others = observations.filter(
      (one) => one.kind !== "entry" || one.entry.kind !== "retraining-succeeded",
    );
    observations.splice(0, observations.length, ...others);
    return { ...finished, atEnd: { ...finished.atEnd, at: finished.atEnd.at + 24 * 60 * minute } };
  },
  "no-job-outlives-its-retraining": async () => {
    const finished = await finish("better", "roll back", trained);
    for (const job of finished.world.sagemaker.jobs.all) job.ended = null;
    return finished;
  },
  "a-retraining-registers-once": async () => {
    const finished = await finish("better", "roll back", trained);
    const { packages } = finished.world.sagemaker.registry;
    packages.push(...packages.filter(({ retraining }) => retraining !== null));
    return finished;
  },
  "what-was-trained-is-registered": async () => {
    const finished = await finish("better", "roll back", trained);
    const { observations } = finished.world.journal;
    const place = observations.findIndex(
      (one) => one.kind === "entry" && one.entry.kind === "candidate-registered",
    );
    observations.splice(place, 1);
    const { packages } = finished.world.sagemaker.registry;
    packages.splice(1);
    return finished;
  },
  "no-job-starts-that-nobody-asked-for": async () => {
    const finished = await finish("better", "roll back", trained);
    const { all } = finished.world.sagemaker.jobs;
    const [job] = all;
    if (job) all.push({ ...job, name: "another", started: new Date(finished.atEnd.at) });
    return finished;
  },
  "a-warm-start-has-a-parent-that-completed": async () => {
    const finished = await finish("better", "roll back", { retrains: "tuning-job", jobs: ["completes"] });
    const { all } = finished.world.sagemaker.jobs;
    const [job] = all;
    if (job) all.push({ ...job, name: "another", parents: [job.name], started: job.started });
    return finished;
  },
  "the-registry-says-what-the-ledger-says": async () => {
    const finished = await finish("better");
    for (const one of finished.world.sagemaker.registry.packages) one.lifeCycle = null;
    return finished;
  },
  "what-serves-is-scaled-as-the-champion-was": async () => {
    const finished = await finish("better");
    finished.world.sagemaker.scaling.targets.clear();
    return finished;
  },
  "nothing-asked-for-is-forgotten": async () => withEnd(await finish("better"), "candidate-accepted"),
  "every-alert-arrives": async () => {
    const finished = await finish("worse");
    const { observations } = finished.world.journal;
    const others = observations.filter(({ kind }) => kind !== "published");
    observations.splice(0, observations.length, ...others);
    return finished;
  },
  "every-run-is-what-the-ledger-says": async () => {
    const finished = await finish("better");
    const { entries } = finished.world.ledger;
    const asked = entries.find(({ kind }) => kind === "retraining-requested");
    if (asked) entries.push({ ...asked, sequence: entries.length + 1, at: "2026-05-06T06:00:00.000Z" });
    return finished;
  },
  "no-message-is-given-up": async () => {
    const finished = await finish("better");
    const message = JSON.stringify({ "detail-type": "Drift Report" });
    finished.world.journal.write({ kind: "dead-letter", message, why: "no" });
    return finished;
  },
  "every-command-is-answered": async () => {
    const finished = await finish("better");
    finished.world.journal.write({ kind: "given", command: "pause", key: "pause-9" });
    return finished;
  },
  "no-handler-breaks": async () => {
    const finished = await finish("better");
    finished.world.journal.write({ kind: "error", process: "sweep #1", error: "RangeError" });
    return finished;
  },
  "the-ledger-has-no-gaps": async () => {
    const finished = await finish("better");
    finished.world.ledger.entries.splice(-2, 1);
    return finished;
  },
  ...brokenData,
  ...brokenIdle,
  "a-ledger-replays-the-same": async () => {
    const finished = await finish("better");
    const { entries } = finished.world.ledger;
    const place = entries.findIndex(({ kind }) => kind === "rollout-looked");
    const looked = entries[place];
    if (looked?.kind !== "rollout-looked") throw new Error("Nobody looked.");
    entries[place] = { ...looked, data: { ...looked.data, decision: "hold" } };
    return finished;
  },
  "snapshots-say-what-the-ledger-says": async () => {
    const finished = await finish("better");
    const { snapshots } = finished.world.ledger;
    const [first] = snapshots;
    if (first) snapshots.push({ ...first, state: { ...first.state, rollouts: 7 } });
    return finished;
  },
};

it("there is a broken run for every invariant", () => {
  expect(Object.keys(broken).toSorted()).toEqual(invariants.map(({ name }) => name).toSorted());
});

it.each([
  ["roll back", "rolled-back"],
  ["promote", "rolled-back"],
  ["hold", "on-trial"],
] as const)(
  "a version that nobody asked anything is no champion at its deadline: %s",
  async (atDeadline, stage) => {
    const finished = await finish("unasked", atDeadline);
    const { candidates, rollout } = finished.atQuiet.state;
    expect(Object.values(candidates).find(({ version }) => version === 2)?.stage).toBe(stage);
    expect(rollout?.phase ?? null).toBe(atDeadline === "hold" ? "held" : null);
    for (const { name, broken: of } of invariants) expect([name, of(finished)]).toEqual([name, []]);
  },
);

/** What becomes of each, by the kinds of the ledger's entries on its retrainings; a version that is late comes all the same. */
it.each([
  ["training-job", "completes", ["succeeded"], "promoted"],
  ["training-job", "fails", ["failed", "succeeded"], "promoted"],
  ["training-job", "is-stopped-by-hand", ["failed", "succeeded"], "promoted"],
  ["training-job", "is-late", ["failed", "succeeded"], "promoted"],
  ["training-job", "registers-nothing", ["failed", "succeeded"], "promoted"],
  ["spot-job", "taken-back", ["interrupted", "interrupted", "succeeded"], "promoted"],
  ["spot-job", "outwaits", ["interrupted", "succeeded"], "promoted"],
  ["tuning-job", "completes", ["succeeded"], "promoted"],
  ["tuning-job", "hangs", ["failed", "succeeded"], "promoted"],
  ["automl-job", "completes", ["succeeded"], "promoted"],
  ["automl-job", "hangs", ["failed", "succeeded"], "promoted"],
  ["state-machine", "completes", ["succeeded"], "promoted"],
  ["state-machine", "registers-nothing", ["succeeded", "failed"], undefined],
  ["state-machine", "is-late", ["failed", "succeeded"], "promoted"],
  ["function", "completes", ["succeeded"], "promoted"],
  ["function", "hangs", ["failed", "succeeded"], "promoted"],
] as const)("a %s that %s ends in words, and every invariant holds", async (retrains, fate, told, stage) => {
  const finished = await finish("better", "roll back", { retrains, jobs: [fate, "completes"] });
  const kinds = finished.world.ledger.entries
    .map(({ kind }) => kind)
    .filter((kind) => /^retraining-(succeeded|failed|interrupted)$/.test(kind));
  expect(kinds).toEqual(told.map((kind) => `retraining-${kind}`));
  const { candidates } = finished.atQuiet.state;
  expect(Object.values(candidates).find(({ version }) => version === 2)?.stage).toBe(stage);
  for (const { name, broken: of } of invariants) expect([name, of(finished)]).toEqual([name, []]);
});

it.each([
  [["completes"], [[], ["first"]]],
  [
    ["completes", "fails", "completes"],
    [[], ["first"], []],
  ],
] as const)("tuning jobs that %j start from the one before that completed", async (jobs, parents) => {
  const finished = await finish("worse", "roll back", { retrains: "tuning-job", jobs });
  const { all } = finished.world.sagemaker.jobs;
  expect(all.slice(0, parents.length).map((job) => job.parents)).toEqual(
    parents.map((of) => of.map(() => all[0]?.name)),
  );
});

describe.each(invariants)("$name", ({ name, broken: of }) => {
  it.each(["better", "worse"] as const)(
    "holds in a run without faults and a %s challenger",
    async (challenger) => {
      expect(of(await finish(challenger))).toEqual([]);
    },
  );

  it("notices a run that breaks it", async () => {
    const finished = await broken[name]?.();
    expect(finished && of(finished)).not.toEqual([]);
    expect(finished).toBeDefined();
  });
});
