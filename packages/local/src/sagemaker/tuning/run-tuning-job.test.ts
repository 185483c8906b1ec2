import { expect, it } from "vitest";
import { ServiceError } from "../../world.ts";
import { runTuningJob, type TuningRun } from "./run-tuning-job.ts";
import type { TuningJob } from "./tuning-job.ts";

const candidates = [{ depth: "1" }, { depth: "2" }, { depth: "3" }];

/** A tuning job of three candidates, two at once; its trainings end at once, without a metric. */
function runOf(more: Partial<TuningRun>): TuningRun {
  const tuning = {
    name: "tides",
    request: {
      HyperParameterTuningJobConfig: {
        ResourceLimits: { MaxParallelTrainingJobs: 2 },
        TuningJobCompletionCriteria: { TargetObjectiveMetricValue: 1 },
      },
    },
    plan: { candidates, definition: {}, objective: { Type: "Minimize", MetricName: "loss" } },
    trials: [],
    stop: new AbortController(),
    // The parts of a job that running it asks for.
  } as unknown as TuningJob;
  const end = { status: "Completed", failureReason: null, description: {} } as const;
  return {
    tuning,
    view: () => ({ ...tuning, trials: [] }),
    train: async () => ({ arn: "", ended: Promise.resolve(end), stop() {} }),
    random: () => 0,
    ...more,
  };
}

it.each([
  ["refused", new ServiceError("ValidationException", "no such image"), "ClientError: no such image"],
  ["broken", new Error("no more files"), "InternalServerError: no more files"],
])("fails with the reason when a training job is %s", async (_, error, reason) => {
  expect(await runTuningJob(runOf({ train: () => Promise.reject(error) }))).toBe(reason);
});

it("fails with the reason when it cannot be looked at, and never rejects", async () => {
  const view = () => {
    throw new Error("no such job");
  };
  expect(await runTuningJob(runOf({ view }))).toBe("InternalServerError: no such job");
});

it("waits for the trials that are under way before it has failed", async () => {
  const { promise: ended, resolve } = Promise.withResolvers<{
    status: "Stopped";
    failureReason: null;
    description: object;
  }>();
  let asked = 0;
  const train: TuningRun["train"] = async () => {
    asked += 1;
    if (asked === 2) throw new Error("no more files");
    return { arn: "", ended: ended as never, stop() {} };
  };
  let answer: string | null = null;
  const running = runTuningJob(runOf({ train })).then((reason) => {
    answer = reason;
  });
  await new Promise((later) => setTimeout(later, 20));
  expect(answer).toBeNull();
  resolve({ status: "Stopped", failureReason: null, description: {} });
  await running;
  expect([answer, asked]).toEqual(["InternalServerError: no more files", 2]);
});
