import { automlImageName, automlProgram } from "../../images/automl-image.ts";
import type { World } from "../../world.ts";
import type { TrainingJob } from "../training/training-job.ts";
import type { AutoMLJob, Resolved } from "./automl-job.ts";
import { directionOf, loggedMetric, metricsOf } from "./objectives.ts";
import type { Source } from "./plan.ts";
import type { Recipe } from "./recipes.ts";

type Request = Readonly<Record<string, unknown>>;

/** Jobs of an AutoML job need no machine; the service's model wants one named. */
const machine = { InstanceType: "ml.m5.large", InstanceCount: 1, VolumeSizeInGB: 30 } as const;

/** The folder that a job writes into, as `s3://` without a slash at the end. */
function folderOf({ plan, name }: AutoMLJob): string {
  return `${plan.outputPath}/${name}`;
}

/** Where the job's data lies once it is looked at and split. */
export function preparedFolder(job: AutoMLJob, part: "train" | "validation" | "analysis"): string {
  return `${folderOf(job)}/preprocessed-data/${part}`;
}

/** Where the service has its reports on the best candidate. */
export function reportFolder(
  job: AutoMLJob,
  report: "explainability" | "insights",
  candidate: string,
): string {
  const folder = report === "insights" ? "model_monitor" : "explainability";
  return `${folderOf(job)}/documentation/${folder}/output/${candidate}`;
}

/** The request of the processing job that looks at the data and splits it. */
export function preparationRequest(world: World, job: AutoMLJob, name: string): Request {
  const { training, validation, target, problemType, validationFraction, featureSpecification } = job.plan;
  return {
    ...processing(world, job, name, automlProgram("prepare")),
    Environment: {
      TARGET: target,
      ...(problemType === null ? {} : { PROBLEM_TYPE: problemType }),
      VALIDATION_FRACTION: String(validationFraction),
      TRAINING_COMPRESSION: training.compression,
      ...(validation === null ? {} : { VALIDATION_COMPRESSION: validation.compression }),
    },
    ProcessingInputs: [
      input("training", training),
      ...(validation === null ? [] : [input("validation", validation)]),
      ...(featureSpecification === null
        ? []
        : [input("features", { S3DataType: "S3Prefix", S3Uri: featureSpecification })]),
    ],
    ProcessingOutputConfig: {
      Outputs: (["train", "validation", "analysis"] as const).map((part) =>
        output(part, preparedFolder(job, part)),
      ),
    },
  };
}

/** The request of the training job that makes a candidate. */
export function trainingRequest(
  world: World,
  job: AutoMLJob,
  { name, resolved, recipe }: { readonly name: string; readonly resolved: Resolved; readonly recipe: Recipe },
): Request {
  const most = job.plan.criteria.MaxRuntimePerTrainingJobInSeconds;
  return {
    TrainingJobName: name,
    AlgorithmSpecification: {
      TrainingImage: automlImageName(world.account, world.region),
      TrainingInputMode: "File",
      MetricDefinitions: metricsOf(resolved.problemType).map((metric) => ({
        Name: loggedMetric(metric),
        Regex: `${loggedMetric(metric)}=(.*?);`,
      })),
    },
    HyperParameters: { algorithm: recipe.algorithm, mode: resolved.mode, ...recipe.hyperparameters },
    InputDataConfig: (["train", "validation", "analysis"] as const).map((part) => ({
      ChannelName: part,
      ContentType: "text/csv",
      DataSource: { S3DataSource: { S3DataType: "S3Prefix", S3Uri: `${preparedFolder(job, part)}/` } },
    })),
    OutputDataConfig: { S3OutputPath: `${folderOf(job)}/tuning` },
    ResourceConfig: machine,
    StoppingCondition: most === undefined ? {} : { MaxRuntimeInSeconds: most },
    RoleArn: job.roleArn,
    Tags: job.tags,
  };
}

/** The request of the processing job that writes a report on the best candidate. */
export function reportRequest(
  world: World,
  job: AutoMLJob,
  asked: {
    readonly name: string;
    readonly report: "explainability" | "insights";
    readonly resolved: Resolved;
    readonly best: TrainingJob;
  },
): Request {
  const { name, report, resolved, best } = asked;
  return {
    ...processing(world, job, name, [...automlProgram("report"), report]),
    Environment: {
      OBJECTIVE: resolved.objective,
      OBJECTIVE_TYPE: directionOf(resolved.objective),
    },
    ProcessingInputs: [
      input("model", { S3DataType: "S3Prefix", S3Uri: best.modelArtifacts ?? "" }),
      input("validation", { S3DataType: "S3Prefix", S3Uri: `${preparedFolder(job, "validation")}/` }),
    ],
    ProcessingOutputConfig: { Outputs: [output("report", reportFolder(job, report, best.name))] },
  };
}

function processing(world: World, job: AutoMLJob, name: string, command: readonly string[]): Request {
  return {
    ProcessingJobName: name,
    AppSpecification: {
      ImageUri: automlImageName(world.account, world.region),
      ContainerEntrypoint: command,
    },
    ProcessingResources: { ClusterConfig: machine },
    RoleArn: job.roleArn,
    Tags: job.tags,
  };
}

function input(InputName: string, { S3DataType, S3Uri }: Pick<Source, "S3DataType" | "S3Uri">): Request {
  const LocalPath = `/opt/ml/processing/input/${InputName}`;
  return { InputName, S3Input: { S3Uri, LocalPath, S3DataType, S3InputMode: "File" } };
}

function output(OutputName: string, S3Uri: string): Request {
  const LocalPath = `/opt/ml/processing/output/${OutputName}`;
  return { OutputName, S3Output: { S3Uri, LocalPath, S3UploadMode: "EndOfJob" } };
}
