import type { JobEnd } from "../../../context.ts";
import type { CheckStep } from "../../definition/step.ts";
import { requestIn } from "../../definition/written.ts";
import type { JsonObject } from "../../expressions/json.ts";
import { asStepEnd, invoke } from "../job-step.ts";
import type { StepEnd, StepEnvironment, StepWork } from "../step-work.ts";
import { type Baseline, previousBaseline } from "./baseline.ts";
import { calculatedBaseline, jobRequest, outputOf } from "./check-job.ts";
import { type CheckSettings, checkSettings } from "./check-settings.ts";
import { violationReport } from "./violation-report.ts";

/**
 * Analyses data by a processing job, which compares what it finds with an earlier baseline unless the check is skipped.
 * Sources: https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-steps-types.html#step-type-quality-check and
 * https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-quality-clarify-baseline-lifecycle.html
 */
export async function check(
  step: CheckStep,
  resolved: JsonObject,
  environment: StepEnvironment,
): Promise<StepWork> {
  const settings = checkSettings(resolved);
  const written = requestIn(step, resolved);
  const output = outputOf(written);
  // Needed to compare with, and to hand on: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_QualityCheckStepMetadata.html
  const isNeeded = !settings.skips || !settings.registers;
  const previous = isNeeded ? await previousBaseline(step, settings, environment) : null;
  const request = jobRequest(step, written, {
    name: environment.jobName(step.Name, 63),
    executionArn: environment.executionArn,
    modelName: settings.modelName,
    baseline: settings.skips ? null : previous,
  });
  const job = await invoke("sagemaker:CreateProcessingJob", () =>
    environment.jobs.startJob("CreateProcessingJob", request),
  );
  const shown = {
    step,
    settings,
    checkJobArn: job.arn,
    baselines: baselinesOf(step, settings, previous, output),
  };
  return {
    metadata: metadataOf(shown, null),
    ended: job.ended.then((end) => conclude(shown, end, { output, environment })),
    stop: () => job.stop(),
  };
}

interface Shown {
  readonly step: CheckStep;
  readonly settings: CheckSettings;
  readonly checkJobArn: string;
  readonly baselines: { readonly calculated: Baseline; readonly used: Baseline };
}

/** The new baseline, and the one that a version should be registered with. */
function baselinesOf(
  step: CheckStep,
  settings: CheckSettings,
  previous: Baseline | null,
  output: string,
): Shown["baselines"] {
  const calculated = calculatedBaseline(step, output);
  return { calculated, used: settings.registers || previous === null ? calculated : previous };
}

async function conclude(
  shown: Shown,
  end: JobEnd,
  { output, environment }: { readonly output: string; readonly environment: StepEnvironment },
): Promise<StepEnd> {
  if (end.status !== "Completed") return asStepEnd(end);
  const report = await violationReport(end, output, environment.scope);
  const metadata = metadataOf(shown, report?.uri ?? null);
  if (report !== null && shown.settings.fails) {
    return { status: "Failed", reason: report.reason, exception: null, metadata };
  }
  return { status: "Succeeded", properties: propertiesOf(shown.baselines), metadata };
}

function propertiesOf({ calculated, used }: Shown["baselines"]): JsonObject {
  return {
    ...(calculated.statistics === null ? {} : { CalculatedBaselineStatistics: calculated.statistics }),
    CalculatedBaselineConstraints: calculated.constraints,
    ...(used.statistics === null ? {} : { BaselineUsedForDriftCheckStatistics: used.statistics }),
    BaselineUsedForDriftCheckConstraints: used.constraints,
  };
}

function metadataOf(
  { step, settings, checkJobArn, baselines }: Shown,
  report: string | null,
): StepWork["metadata"] {
  return {
    [step.Type]: {
      CheckType: step.CheckType,
      ...propertiesOf(baselines),
      ...(settings.group === null ? {} : { ModelPackageGroupName: settings.group }),
      ...(report === null ? {} : { ViolationReport: report }),
      CheckJobArn: checkJobArn,
      SkipCheck: settings.skips,
      RegisterNewBaseline: settings.registers,
    },
  };
}
