import { expect, it } from "vitest";
import { ServiceError } from "../../world.ts";
import { runTuningJob, type TuningRun } from "./run-tuning-job.ts";
import type { TuningJob } from "./tuning-job.ts";

const candidates = [{ depth: "1" }, { depth: "2" }, { depth: "3" }];

const end = { status: "Completed", failureReason: null, description: {} } as const;

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
  return {
    tuning,
    view: () => ({ ...tuning, trials: [], parents: [] }),
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

it("trains with as many at once as it may, and not with more workers than candidates", async () => {
  for (const [atOnce, wanted] of [
    [1, 1],
    [2, 2],
    [1e9, 3],
  ] as const) {
    let [running, most] = [0, 0];
    const run = runOf({
      async train() {
        running += 1;
        most = Math.max(most, running);
        const ended = new Promise<typeof end>((resolve) =>
          setImmediate(() => {
            running -= 1;
            resolve(end);
          }),
        );
        return { arn: "", ended, stop() {} };
      },
    });
    const limits = run.tuning.request.HyperParameterTuningJobConfig.ResourceLimits;
    Object.assign(limits, { MaxParallelTrainingJobs: atOnce });
    await runTuningJob(run);
    expect(most).toBe(wanted);
  }
});

it("waits for the trials that are under way before it has failed", async () => {
  const { promise: ended, resolve } = Promise.withResolvers<typeof end>();
  let asked = 0;
  const train: TuningRun["train"] = async () => {
    asked += 1;
    if (asked === 2) throw new Error("no more files");
    return { arn: "", ended, stop() {} };
  };
  let answer: string | null = null;
  const running = runTuningJob(runOf({ train })).then((reason) => {
    answer = reason;
  });
  await new Promise((later) => setTimeout(later, 20));
  expect(answer).toBeNull();
  resolve(end);
  await running;
  expect([answer, asked]).toEqual(["InternalServerError: no more files", 2]);
});
