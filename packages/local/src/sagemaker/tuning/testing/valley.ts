import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type {
  CreateHyperParameterTuningJobRequest,
  DescribeHyperParameterTuningJobResponse,
  HyperParameterTrainingJobSummary,
  HyperParameterTuningJobConfig,
} from "@aws-sdk/client-sagemaker";
import { temporaryFolder } from "../../../../../../test/runner/temporary-folder.ts";
import type { LocalImage } from "../../../world.ts";
import { role } from "../../testing/images.ts";
import { type LocalSageMaker, until } from "../../testing/local-sagemaker.ts";

const image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/valley:1";

/** Tells how far a depth is from five; with a colour it needs no depth, and fails for grey ones. */
const train = `
import { writeFileSync } from "node:fs";
import { join } from "node:path";
const { depth, colour, mute, wait } = JSON.parse(process.env.SM_HPS);
if (wait) await new Promise((resolve) => setTimeout(resolve, 60_000));
if (colour === "grey") process.exit(1);
const loss = colour === undefined ? Math.abs(depth - 5) : colour.length;
if (!mute) console.log("loss=" + loss + ";");
writeFileSync(join(process.env.SM_MODEL_DIR, "model.json"), process.env.SM_HPS);
`;

export function valleyImage(): Readonly<Record<string, LocalImage>> {
  const directory = temporaryFolder();
  writeFileSync(join(directory, "train.mjs"), train);
  return { [image]: { directory, train: ["node", "train.mjs"] } };
}

let made = 0;

const depths = { IntegerParameterRanges: [{ Name: "depth", MinValue: "1", MaxValue: "9" }] };
export const colours = {
  CategoricalParameterRanges: [{ Name: "colour", Values: ["red", "grey", "violet"] }],
};

export function request(
  config: Partial<HyperParameterTuningJobConfig>,
  hyperparameters: Record<string, string> = {},
): CreateHyperParameterTuningJobRequest {
  made += 1;
  return {
    HyperParameterTuningJobName: `tune-${made}`,
    HyperParameterTuningJobConfig: {
      Strategy: "Random",
      HyperParameterTuningJobObjective: { Type: "Minimize", MetricName: "loss" },
      ResourceLimits: { MaxNumberOfTrainingJobs: 3, MaxParallelTrainingJobs: 2 },
      ParameterRanges: depths,
      RandomSeed: 4,
      ...config,
    },
    TrainingJobDefinition: {
      AlgorithmSpecification: {
        TrainingImage: image,
        TrainingInputMode: "File",
        MetricDefinitions: [{ Name: "loss", Regex: "loss=(.*?);" }],
      },
      StaticHyperParameters: hyperparameters,
      OutputDataConfig: { S3OutputPath: "s3://tuned/models" },
      ResourceConfig: { InstanceType: "ml.m5.large", InstanceCount: 1, VolumeSizeInGB: 1 },
      StoppingCondition: { MaxRuntimeInSeconds: 60 },
      RoleArn: role,
    },
  };
}

export async function tune(
  local: LocalSageMaker,
  asked: CreateHyperParameterTuningJobRequest,
): Promise<{
  readonly described: DescribeHyperParameterTuningJobResponse;
  readonly trials: readonly HyperParameterTrainingJobSummary[];
}> {
  await local.sagemaker.createHyperParameterTuningJob(asked);
  const described = await ended(local, asked);
  const { TrainingJobSummaries: trials = [] } =
    await local.sagemaker.listTrainingJobsForHyperParameterTuningJob({
      HyperParameterTuningJobName: asked.HyperParameterTuningJobName,
      SortBy: "FinalObjectiveMetricValue",
    });
  return { described, trials };
}

export async function ended(
  local: LocalSageMaker,
  { HyperParameterTuningJobName }: CreateHyperParameterTuningJobRequest,
): Promise<DescribeHyperParameterTuningJobResponse> {
  return await until(
    () => local.sagemaker.describeHyperParameterTuningJob({ HyperParameterTuningJobName }),
    ({ HyperParameterTuningJobStatus }) => !/InProgress|Stopping/.test(HyperParameterTuningJobStatus ?? ""),
  );
}
