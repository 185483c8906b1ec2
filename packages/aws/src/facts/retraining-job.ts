import {
  type AutoMLJobChannel,
  type Channel,
  DescribeAutoMLJobV2Command,
  DescribeHyperParameterTuningJobCommand,
  DescribeTrainingJobCommand,
  type DescribeTrainingJobResponse,
} from "@aws-sdk/client-sagemaker";
import type { Question, RetrainingJobFact } from "@driftwheel/core/vocabulary/fact.ts";
import type { TrainedModel } from "@driftwheel/core/vocabulary/retraining-job.ts";
import { sageMaker } from "../clients/sagemaker.ts";
import { isNotFound } from "../failure.ts";

type Asked = Extract<Question, { readonly ask: "retrainingJob" }>;

/** Where the job stands that retrains, and what it trained once it has. */
export async function findRetrainingJob(asked: Asked): Promise<RetrainingJobFact> {
  try {
    return await find(asked);
  } catch (error) {
    if (!isNotFound(error)) throw error;
    return { status: "Missing", execution: asked.execution ?? asked.name, failureReason: null, model: null };
  }
}

async function find({ kind, name, execution }: Asked): Promise<RetrainingJobFact> {
  switch (kind) {
    case "training-job": {
      const job = await sageMaker().send(new DescribeTrainingJobCommand({ TrainingJobName: name }));
      return {
        status: statusOf(job.TrainingJobStatus),
        execution: job.TrainingJobArn ?? name,
        failureReason: job.FailureReason ?? null,
        ...ofSpot(job),
        model: trainedBy(job),
      };
    }
    case "tuning-job": {
      const job = await sageMaker().send(
        new DescribeHyperParameterTuningJobCommand({ HyperParameterTuningJobName: name }),
      );
      const status = statusOf(job.HyperParameterTuningJobStatus);
      return {
        status,
        execution: job.HyperParameterTuningJobArn ?? name,
        failureReason: job.FailureReason ?? null,
        model: status === "Succeeded" ? await bestOf(job.BestTrainingJob?.TrainingJobName, name) : null,
      };
    }
    case "automl-job": {
      const job = await sageMaker().send(new DescribeAutoMLJobV2Command({ AutoMLJobName: name }));
      const { CandidateProperties, InferenceContainers = [] } = job.BestCandidate ?? {};
      const metrics = (CandidateProperties?.CandidateMetrics ?? []).flatMap(
        ({ StandardMetricName, MetricName, Value }) => {
          const metric = StandardMetricName ?? MetricName;
          return metric === undefined || Value === undefined ? [] : [[metric, Value] as const];
        },
      );
      return {
        status: statusOf(job.AutoMLJobStatus),
        execution: job.AutoMLJobArn ?? name,
        failureReason: job.FailureReason ?? null,
        model: {
          containers: InferenceContainers.map(({ Image = "", ModelDataUrl = null, Environment = {} }) => ({
            image: Image,
            modelDataUrl: ModelDataUrl,
            environment: Environment,
          })),
          metrics: Object.fromEntries(metrics),
          madeBy: job.AutoMLJobArn ?? name,
          ...rowsOf(
            job.AutoMLJobInputDataConfig?.find(({ ChannelType }) => ChannelType !== "validation"),
            job.AutoMLProblemTypeConfig?.TabularJobConfig?.TargetAttributeName,
          ),
        },
      };
    }
    case "state-machine":
      return (await import("./state-machine-execution.ts")).findExecution(execution ?? "");
  }
}

/** What is told of a job on spot capacity, and how much of the training is paid for. */
function ofSpot({
  SecondaryStatus,
  SecondaryStatusTransitions = [],
  TrainingTimeInSeconds: trained,
  BillableTimeInSeconds: billed,
}: DescribeTrainingJobResponse): Pick<RetrainingJobFact, "interruptions" | "outwaited" | "seconds"> {
  const interruptions = SecondaryStatusTransitions.filter(({ Status }) => Status === "Interrupted").length;
  return {
    ...(interruptions > 0 ? { interruptions } : {}),
    ...(SecondaryStatus === "MaxWaitTimeExceeded" ? { outwaited: true } : {}),
    ...(trained === undefined || billed === undefined ? {} : { seconds: { trained, billed } }),
  };
}

async function bestOf(best: string | undefined, tuning: string): Promise<TrainedModel> {
  if (best === undefined) return { containers: [], metrics: {}, madeBy: tuning };
  return trainedBy(await sageMaker().send(new DescribeTrainingJobCommand({ TrainingJobName: best })));
}

function trainedBy(job: DescribeTrainingJobResponse): TrainedModel {
  const modelDataUrl = job.ModelArtifacts?.S3ModelArtifacts;
  const image = job.AlgorithmSpecification?.TrainingImage ?? "";
  return {
    containers: modelDataUrl === undefined ? [] : [{ image, modelDataUrl, environment: {} }],
    metrics: Object.fromEntries(
      (job.FinalMetricDataList ?? []).flatMap(({ MetricName, Value }) =>
        MetricName === undefined || Value === undefined ? [] : [[MetricName, Value]],
      ),
    ),
    madeBy: job.TrainingJobArn ?? "",
    ...rowsOf(trainingChannel(job.InputDataConfig)),
  };
}

/** SageMaker's own algorithms call it train; another name is understood where there is no other channel. */
function trainingChannel(channels: readonly Channel[] = []): Channel | undefined {
  const named = channels.find(({ ChannelName = "" }) => /^train(ing)?$/i.test(ChannelName));
  return named ?? (channels.length === 1 ? channels[0] : undefined);
}

/** AutoML's tables have their columns' names unless told otherwise. */
function rowsOf(
  channel: Channel | AutoMLJobChannel | undefined,
  target?: string,
): Pick<TrainedModel, "rows"> {
  const { S3DataType, S3Uri } = channel?.DataSource?.S3DataSource ?? {};
  if (S3Uri === undefined || S3DataType !== "S3Prefix") return {};
  const usual = target === undefined ? null : "text/csv;header=present";
  return {
    rows: { uri: S3Uri, contentType: channel?.ContentType ?? usual, target: target ?? null },
  };
}

function statusOf(status: string | undefined): RetrainingJobFact["status"] {
  switch (status) {
    case "InProgress":
      return "Executing";
    case "Completed":
      return "Succeeded";
    case "Failed":
    case "Stopping":
    case "Stopped":
      return status;
    default:
      return "Unknown";
  }
}
