import type { ModelPolicy } from "../../policy.ts";
import type { Fault } from "../../refusal/fault.ts";
import type { Section } from "../section.ts";

/**
 * Where nothing is captured: https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints.html,
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor.html
 *
 * @param why in words, the beginning of a sentence
 */
export function captureFaults(
  { drift, quality }: ModelPolicy,
  section: Section,
  why: string,
): readonly Fault[] {
  const log = 'write predictionLog: "s3://frost-data/predictions", where callers log what was predicted';
  const faults: Fault[] = [];
  if (drift.capture !== undefined) {
    faults.push(
      section.fault(["drift", "capture"], why, {
        remedy: `${log}, in its place`,
      }),
    );
  }
  if (drift.monitor === "model-monitor") {
    faults.push(
      section.fault(["drift", "monitor"], `Model Monitor reads data capture, and ${why}`, {
        remedy: 'write "driftwheel" beside a drift.predictionLog, or "external" where another tool watches',
      }),
    );
  }
  const reads = drift.monitor === "driftwheel" || quality !== undefined;
  if (reads && drift.predictionLog === undefined && drift.capture === undefined) {
    const reader = drift.monitor === "driftwheel" ? "the monitor" : "the watch on quality";
    faults.push(
      section.fault(["drift", "predictionLog"], `${why}, so ${reader} has nothing to read`, { remedy: log }),
    );
  }
  return faults;
}
