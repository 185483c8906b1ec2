import { recordsCosts } from "@driftwheel/core/policy/costs/costs-of-fleet.ts";
import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import { freshDataSource } from "@driftwheel/core/policy/retrain/fresh-data-source.ts";
import { type Retrainer, retrainerOf } from "@driftwheel/core/policy/retrain/retrainer-of.ts";
import type { FreshDataSource } from "@driftwheel/core/vocabulary/fresh-data.ts";

type Kind = Retrainer["kind"];

const registering: readonly Kind[] = ["training-job", "tuning-job", "automl-job"];

/** What only retraining in one of these ways needs. Every bundle of a function that retrains can do all of it. */
const actions: Readonly<Record<string, readonly Kind[]>> = {
  "sagemaker:StartPipelineExecution": ["pipeline"],
  "sagemaker:DescribePipelineExecution": ["pipeline"],
  "sagemaker:ListPipelineExecutionSteps": ["pipeline"],
  "sagemaker:CreateTrainingJob": ["training-job"],
  "sagemaker:DescribeTrainingJob": ["training-job", "tuning-job"],
  "sagemaker:StopTrainingJob": ["training-job"],
  "sagemaker:CreateHyperParameterTuningJob": ["tuning-job"],
  "sagemaker:DescribeHyperParameterTuningJob": ["tuning-job"],
  "sagemaker:StopHyperParameterTuningJob": ["tuning-job"],
  "sagemaker:StopAutoMLJob": ["automl-job"],
  "sagemaker:CreateAutoMLJobV2": ["automl-job"],
  "sagemaker:DescribeAutoMLJobV2": ["automl-job"],
  "sagemaker:CreateModelPackage": registering,
  "s3:PutObject": registering,
  "states:StartExecution": ["state-machine"],
  "states:DescribeExecution": ["state-machine"],
  "lambda:InvokeFunction": ["function"],
};

const searching: readonly Kind[] = ["pipeline", "automl-job"];

/** What the sweep needs to know what retraining in one of these ways cost, where the fleet wants to know. */
const actionsOfCosts: Readonly<Record<string, readonly Kind[]>> = {
  "sagemaker:DescribeTrainingJob": ["pipeline", "training-job", "tuning-job", "automl-job"],
  "sagemaker:DescribeProcessingJob": searching,
  "sagemaker:DescribeTransformJob": searching,
  "sagemaker:DescribeHyperParameterTuningJob": ["pipeline", "tuning-job"],
  "sagemaker:ListTrainingJobsForHyperParameterTuningJob": ["pipeline", "tuning-job"],
  "sagemaker:DescribeAutoMLJobV2": searching,
  "sagemaker:ListCandidatesForAutoMLJob": searching,
};

/** True where a model has a budget, or the fleet has costs. */
export function wantsCosts({ costs, models }: Fleet): boolean {
  return costs !== undefined || Object.values(models).some(recordsCosts);
}

/** Functions that call others, or write objects, for other reasons too. */
const otherwise: Readonly<Record<string, RegExp>> = {
  "lambda:InvokeFunction": /^(?!drift$|retraining$)/,
  "s3:PutObject": /^(?!retraining$|sweep$)/,
};

/** How the fleet's models are retrained. */
export function retrainersOf({ models }: Fleet): ReadonlySet<Kind> {
  return new Set(Object.values(models).map(({ retrain }) => retrainerOf(retrain).kind));
}

/** What only waiting for data needs, and of which kind. */
const ofData: Readonly<Record<string, readonly FreshDataSource["kind"][]>> = {
  "sagemaker:DescribeFeatureGroup": ["feature-group"],
  "sagemaker:ListProcessingJobs": ["data-wrangler"],
};

/** Where data come that the fleet's models wait for. */
function sourcesOf({ models }: Fleet): readonly FreshDataSource[] {
  return Object.values(models).flatMap(
    ({ retrain }) => (retrain.freshData && freshDataSource(retrain.freshData)) ?? [],
  );
}

/** What only a trial's cost needs, however the model is retrained. */
const ofTrials: ReadonlySet<string> = new Set(["application-autoscaling:DescribeScalingActivities"]);

/** What reads the rows that a baseline is made of. */
const ofBaselines: ReadonlySet<string> = new Set(["s3:GetObject", "s3:ListBucket"]);

/** True for an action that the function needs for retraining in a way that no model of the fleet is retrained in. */
export function isUnneeded(name: string, action: string, fleet: Fleet): boolean {
  if (name === "retraining" && ofBaselines.has(action)) {
    return !Object.values(fleet.models).some(({ retrain }) => retrain.with?.register?.baseline?.without);
  }
  if (ofTrials.has(action)) return !wantsCosts(fleet);
  const awaited = ofData[action];
  if (awaited) return !sourcesOf(fleet).some(({ kind }) => awaited.includes(kind));
  const kinds = actions[action];
  const ofCosts = name === "sweep" ? actionsOfCosts[action] : undefined;
  if ((kinds ?? ofCosts) === undefined || otherwise[action]?.test(name)) return false;
  const needed = [...(kinds ?? []), ...(wantsCosts(fleet) ? (ofCosts ?? []) : [])];
  const retrainers = retrainersOf(fleet);
  return !needed.some((kind) => retrainers.has(kind));
}
