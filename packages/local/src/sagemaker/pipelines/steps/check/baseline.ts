import type { CheckStep } from "../../definition/step.ts";
import type { JsonObject } from "../../expressions/json.ts";
import { lookUp } from "../../expressions/path.ts";
import { invoke, StepRefused } from "../job-step.ts";
import type { StepEnvironment } from "../step-work.ts";
import type { CheckSettings } from "./check-settings.ts";

/** Where the files of a baseline are in S3. */
export interface Baseline {
  readonly constraints: string;
  /** Null of a ClarifyCheck, whose baselines have none. */
  readonly statistics: string | null;
}

/** Where a model package keeps the baseline of each check: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DriftCheckBaselines.html */
const places: Readonly<Record<CheckStep["CheckType"], readonly [string, string]>> = {
  DATA_QUALITY: ["ModelDataQuality", "Constraints"],
  MODEL_QUALITY: ["ModelQuality", "Constraints"],
  DATA_BIAS: ["Bias", "PreTrainingConstraints"],
  MODEL_BIAS: ["Bias", "PostTrainingConstraints"],
  MODEL_EXPLAINABILITY: ["Explainability", "Constraints"],
};

/**
 * The baseline of an earlier model: what the step is supplied with, and else that of the latest approved version of its
 * group. Rejects with StepRefused when a file of it is not told by either.
 */
export async function previousBaseline(
  step: CheckStep,
  settings: CheckSettings,
  environment: StepEnvironment,
): Promise<Baseline> {
  const { group, suppliedConstraints, suppliedStatistics } = settings;
  const hasStatistics = step.Type === "QualityCheck";
  const isSupplied = suppliedConstraints !== null && (suppliedStatistics !== null || !hasStatistics);
  const registered = group === null || isSupplied ? null : await baselinesOf(group, environment);
  const [subject, member] = places[step.CheckType];
  const constraints = suppliedConstraints ?? fileAt(registered, subject, member);
  const statistics = hasStatistics ? (suppliedStatistics ?? fileAt(registered, subject, "Statistics")) : null;
  if (constraints !== null && (statistics !== null || !hasStatistics)) return { constraints, statistics };
  const names = hasStatistics
    ? "SuppliedBaselineStatistics and SuppliedBaselineConstraints"
    : "SuppliedBaselineConstraints";
  const where = hasStatistics ? `${subject}.Statistics and .${member}` : `${subject}.${member}`;
  throw new StepRefused(
    `ClientError: There is no earlier baseline of ${step.CheckType}, which the step needs unless both SkipCheck and RegisterNewBaseline are true. ` +
      `Give ${names}, or a ModelPackageGroupName whose latest approved version has DriftCheckBaselines.${where}${group === null ? "" : `; that of ${group} has none`}.`,
  );
}

async function baselinesOf(group: string, { jobs }: StepEnvironment): Promise<JsonObject | null> {
  return await invoke("sagemaker:ListModelPackages", () => jobs.driftCheckBaselines(group));
}

function fileAt(registered: JsonObject | null, subject: string, member: string): string | null {
  const uri = registered === null ? undefined : lookUp(registered, [subject, member, "S3Uri"]);
  return typeof uri === "string" ? uri : null;
}
