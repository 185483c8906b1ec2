import { isDeepStrictEqual } from "node:util";
import type { MetricPoint, Run } from "@driftwheel/core/experiments/run.ts";
import { runsOf } from "@driftwheel/core/experiments/runs-of.ts";
import type { KeptRun } from "@driftwheel/core/experiments/testing/tracking-in-memory.ts";
import type { Invariant } from "./invariant.ts";

const runs: Invariant = {
  name: "every-run-is-what-the-ledger-says",
  promise:
    "Some hours after the faults stop the tracking server has each retraining and each rollout that was announced as one run, with exactly what the ledger says of it.",
  broken({ world, atEnd }) {
    const unannounced = new Set(
      atEnd.state.outbox.flatMap(({ effect }) => (effect.kind === "publish-entry" ? [effect.sequence] : [])),
    );
    const kept = Map.groupBy(world.tracker.server.runs, ({ tags }) => tags["driftwheel.run"]);
    const expected = runsOf(world.ledger.entries, null);
    const unknown = [...kept.keys()].filter((key) => !expected.some((run) => run.key === key));
    return [
      ...unknown.map((key) => `The run ${key} is of nothing in the ledger.`),
      ...expected
        .filter(({ entries }) => !entries.some((sequence) => unannounced.has(sequence)))
        .flatMap((run) => differences(run, kept.get(run.key) ?? [])),
    ];
  },
};

function differences(run: Run, kept: readonly KeptRun[]): readonly string[] {
  const [one] = kept;
  if (one === undefined || kept.length > 1) return [`The run ${run.key} is there ${kept.length} times.`];
  const { name, status, startTime, endTime, params, tags } = run;
  const { points, id: _, deleted: __, ...rest } = one;
  if (!isDeepStrictEqual(rest, { name, status, startTime, endTime, params, tags })) {
    return [`The run ${run.key} is ${JSON.stringify(rest)}.`];
  }
  const has = new Set(keysOf(points));
  const shouldHave = new Set(keysOf(run.metrics));
  const different = [...has, ...shouldHave].filter((point) => !has.has(point) || !shouldHave.has(point));
  return different.map((point) => `The run ${run.key} has or lacks ${point}.`);
}

function keysOf(points: readonly MetricPoint[]): readonly string[] {
  return points.map(({ key, value, step, timestamp }) => JSON.stringify([key, value, step, timestamp]));
}

export const experiments: readonly Invariant[] = [runs];
