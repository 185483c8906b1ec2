import { resourceName } from "../../schema/fields.ts";
import type { MonitorKind } from "../../vocabulary/signal.ts";
import { monitorLayout } from "./monitor-layout.ts";

/** What tells a monitoring run from any other processing job. Texts as the event has them. */
export interface JobTraits {
  readonly name: string;
  readonly image: string;
  readonly scheduleArn: string | null;
  readonly environment: ReadonlyMap<string, string>;
  readonly outputs: readonly string[];
}

export interface MonitorRun {
  readonly monitor: MonitorKind;
  readonly endpoint: string | null;
  readonly schedule: string | null;
  /** The first output in Model Monitor's layout, and the end of the window that its folder names; null without one. */
  readonly output: string | null;
  readonly windowEnd: string | null;
}

/** The first of a model quality run's two jobs; it joins captures with labels and judges nothing. */
export function isGroundTruthMerge(job: JobTraits): boolean {
  return /groundtruth-merger/i.test(job.image) || /^groundtruth-merge-/i.test(job.name);
}

/**
 * Recognises a Model Monitor run. The schedule's ARN proves it, but is not documented for the event; then the
 * container must be one of Model Monitor's AND the job must name what it watches, because baselining and
 * QualityCheck steps use the same containers.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-byoc-contract-inputs.html
 */
export function monitorRun(job: JobTraits): MonitorRun | null {
  const analyzer = /sagemaker-model-monitor-analyzer/i.test(job.image);
  const clarify = /sagemaker-clarify-processing/i.test(job.image);
  const [found] = job.outputs.flatMap((output) => {
    const layout = monitorLayout(output);
    return layout ? [{ output, layout }] : [];
  });
  // The ARN comes last: SageMaker lower-cases names in ARNs, and every source of a run must name one schedule.
  const schedule =
    job.environment.get("sagemaker_monitoring_schedule_name") ||
    found?.layout.schedule ||
    (job.scheduleArn && resourceName(job.scheduleArn));
  const endpoint = job.environment.get("sagemaker_endpoint_name") || found?.layout.endpoint;
  if (!job.scheduleArn && !((analyzer || clarify) && (schedule || endpoint))) return null;
  return {
    monitor: kindOf(job, clarify, schedule ?? ""),
    endpoint: endpoint ?? null,
    schedule: schedule ?? null,
    output: found?.output ?? null,
    windowEnd: found?.layout.windowEnd ?? null,
  };
}

/** The job's own name says it most surely, then its environment, then its container and its schedule's name. */
function kindOf(job: JobTraits, clarify: boolean, schedule: string): MonitorKind {
  const byName = /^(data-quality|model-quality|model-bias|model-explainability)-monitoring-/i.exec(
    job.name,
  )?.[1];
  const said = `${byName ?? ""} ${job.environment.get("analysis_type") ?? ""}`
    .toLowerCase()
    .replaceAll("_", "-");
  if (said.includes("explainability")) return "explainability";
  if (said.includes("bias")) return "bias";
  if (said.includes("model-quality")) return "model-quality";
  if (!clarify) return "data-quality";
  return /explain|shap|attribution/i.test(schedule) ? "explainability" : "bias";
}
