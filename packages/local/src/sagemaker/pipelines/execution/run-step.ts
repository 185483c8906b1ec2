import { pause } from "../../../long-timers.ts";
import type { Step } from "../definition/step.ts";
import { writtenIn } from "../definition/written.ts";
import { resolveRequest, StepRefused } from "../steps/job-step.ts";
import { startStep } from "../steps/start-step.ts";
import type { StepEnd, StepEnvironment } from "../steps/step-work.ts";
import { type Cached, cacheKey } from "./cache.ts";
import type { StepRecord } from "./execution.ts";
import { Retries } from "./retries.ts";

export interface StepRun {
  readonly environment: StepEnvironment;
  /** Aborted when the step is asked to end. */
  readonly stop: AbortSignal;
  cached(step: Step, key: string): Cached | null;
  now(): Date;
  /** Its work has begun, and its metadata can be seen. */
  begun(): void;
  log(line: string): void;
}

/** Leads a step to its end: by an earlier result, or by as many attempts as its policies allow. */
export async function runStep(record: StepRecord, run: StepRun): Promise<StepEnd> {
  try {
    return await attempts(record, run);
  } catch (error) {
    return failure(record, run, error);
  }
}

async function attempts(record: StepRecord, run: StepRun): Promise<StepEnd> {
  const { step } = record;
  const written = step.Type === "Condition" ? {} : writtenIn(step);
  const resolved = await resolveRequest(written, run.environment.scope);
  record.cacheKey = cacheKey(step, resolved);
  const hit = record.cacheKey === null ? null : run.cached(step, record.cacheKey);
  if (hit !== null) {
    record.cacheHit = hit.executionArn;
    record.metadata = hit.record.metadata;
    run.begun();
    return { status: "Succeeded", properties: hit.record.properties ?? {} };
  }
  const retries = new Retries(step, run.now());
  for (;;) {
    record.attempts += 1;
    const end = await attempt(record, run, () => startStep(step, resolved, run.environment));
    const wait = end.status === "Failed" ? retries.pauseAfter(end.exception, run.now()) : null;
    if (wait === null || run.stop.aborted) return end;
    await pause(wait, run.stop);
    if (run.stop.aborted) return { status: "Stopped" };
  }
}

async function attempt(
  record: StepRecord,
  run: StepRun,
  start: () => ReturnType<typeof startStep>,
): Promise<StepEnd> {
  try {
    const work = await start();
    record.metadata = work.metadata;
    const stop = () => work.stop();
    run.stop.addEventListener("abort", stop, { once: true });
    if (run.stop.aborted) stop();
    else run.begun();
    const end = await work.ended;
    run.stop.removeEventListener("abort", stop);
    if (end.status !== "Stopped" && end.metadata !== undefined) record.metadata = end.metadata;
    return end;
  } catch (error) {
    return failure(record, run, error);
  }
}

function failure({ step }: StepRecord, run: StepRun, error: unknown): StepEnd {
  if (error instanceof StepRefused) {
    return { status: "Failed", reason: error.message, exception: error.exception };
  }
  const [message, trace] =
    error instanceof Error ? [error.message, error.stack ?? error.message] : [String(error), String(error)];
  run.log(`pipelines: step ${step.Name} broke: ${trace}`);
  return {
    status: "Failed",
    reason: `InternalServerError: The step could not be run: ${message}`,
    exception: null,
  };
}
