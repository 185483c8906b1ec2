import { describe, expect, it } from "vitest";
import type { Call, Fault } from "../campaign/faults/fault.ts";
import type { Plan, Waits } from "../campaign/faults/plan.ts";
import { brokenBy } from "../campaign/judge.ts";
import { run } from "../campaign/run.ts";

const ways: readonly (readonly [Exclude<Waits, "nothing">, readonly Call[]])[] = [
  ["files", ["ListObjectsV2"]],
  ["feature-group", ["DescribeFeatureGroup", "ListObjectsV2", "GetObject"]],
  ["exports", ["ListProcessingJobs", "ListObjectsV2"]],
];

/** A model that waits for data, in which drift is confirmed after them. */
async function waiting(waits: Plan["waits"], faults: readonly Fault[] = []) {
  const finished = await run({
    ...{
      seed: 1,
      approve: "automatically",
      atDeadline: "roll back",
      bake: "none",
      idle: false,
      scaled: false,
    },
    ...{ challengers: ["better"], retrains: "pipeline", jobs: ["completes"], waits, faults },
  });
  const { entries } = finished.world.ledger;
  const requested = entries.filter(({ kind }) => kind === "retraining-requested");
  return {
    broken: await brokenBy(finished),
    retrainings: requested.map(({ because }) => because.startsWith("New data have come to")),
    promoted: entries.filter(({ kind }) => kind === "rollout-promoted").length,
    // A flow that failed, and the silence after the last file.
    lost: entries.flatMap((entry) => (entry.kind === "fresh-data-lost" ? [entry.data.trouble] : [])),
    starts: finished.world.sagemaker.pipeline.executions.size,
  };
}

describe.each(ways)("a model that waits for %s", (waits, calls) => {
  const expected = {
    ...{ broken: [], retrainings: [true], promoted: 1, starts: 1 },
    lost: waits === "exports" ? ["job-failed", "stopped"] : ["stopped"],
  };

  it("is retrained once they are enough, and what it learned is promoted", async () => {
    expect(await waiting(waits)).toEqual(expected);
  });

  it.each(calls)("ends the same when a process crashes before or after any %s", async (of) => {
    for (const edge of ["before", "after"] as const) {
      for (const nth of [1, 6]) {
        const found = await waiting(waits, [{ kind: "kill", of, nth, edge }]);
        expect([edge, nth, found]).toEqual([edge, nth, expected]);
      }
    }
  });

  it.each(["before", "after"] as const)(
    "ends the same when it crashes %s the start of the retraining",
    async (edge) => {
      expect(await waiting(waits, [{ kind: "kill", of: "StartPipelineExecution", nth: 1, edge }])).toEqual(
        expected,
      );
    },
  );

  const always = { when: { at: 0 }, lasts: 9 * 3_600 } as const;

  it("ends the same when every event comes five times", async () => {
    expect(await waiting(waits, [{ kind: "duplicates", copies: 4, spread: 600, ...always }])).toEqual(
      expected,
    );
  });

  it("ends the same when none of their events comes: the sweep looks", async () => {
    const lost = { kind: "losses", of: "SageMaker's", share: 1, salt: 1, ...always } as const;
    expect(await waiting(waits, [lost])).toEqual(expected);
  });

  it("is told that they cannot be read, and that they can again", async () => {
    const denied = { kind: "access-denied", of: ["ListObjectsV2"], when: { at: 600 }, lasts: 1_200 } as const;
    const { lost, ...found } = await waiting(waits, [denied]);
    expect(lost.toSorted()).toEqual([...expected.lost, "unreadable"].toSorted());
    expect(found).toEqual({ broken: [], retrainings: [true], promoted: 1, starts: 1 });
  });
});
