import type {
  DescribeAutoMLJobV2Response,
  DescribeHyperParameterTuningJobResponse,
  DescribeTrainingJobResponse,
} from "@aws-sdk/client-sagemaker";
import { instancesOf } from "./instances.ts";
import type { Job } from "./job.ts";
import { executionStatus } from "./job-event.ts";

const metric = "validation:mae";

/** @param name of the job, or of the best training job of a tuning job */
export function describeTrainingJob(job: Job, name: string): Partial<DescribeTrainingJobResponse> {
  const { meanAbsoluteError: error, interruptions } = job;
  return {
    TrainingJobName: name,
    TrainingJobArn: job.kind === "training-job" ? job.arn : `${job.arn}-001`,
    TrainingJobStatus: job.status,
    // The simulation's words are the service's.
    SecondaryStatus: job.secondaryStatus as "Starting",
    SecondaryStatusTransitions: Array.from({ length: interruptions }, () => ({
      Status: "Interrupted" as const,
      StartTime: job.started,
    })),
    ...instancesOf(job),
    AlgorithmSpecification: { TrainingImage: "orchard:1", TrainingInputMode: "File" },
    ...(job.status === "Failed" ? { FailureReason: "AlgorithmError: no rows" } : {}),
    ...(error === null
      ? {}
      : {
          ModelArtifacts: { S3ModelArtifacts: `s3://models/jobs/${name}/output/model.tar.gz` },
          FinalMetricDataList: [{ MetricName: metric, Value: error }],
        }),
  };
}

export function describeTuningJob(job: Job): Partial<DescribeHyperParameterTuningJobResponse> {
  return {
    HyperParameterTuningJobName: job.name,
    HyperParameterTuningJobArn: job.arn,
    HyperParameterTuningJobStatus: job.status,
    ...(job.status === "Failed" ? { FailureReason: "no training job succeeded" } : {}),
    ...(job.meanAbsoluteError === null
      ? {}
      : {
          BestTrainingJob: {
            TrainingJobName: `${job.name}-001`,
            TrainingJobArn: `${job.arn}-001`,
            ...{ CreationTime: job.started, TrainingJobStatus: "Completed", TunedHyperParameters: {} },
          },
        }),
  };
}

export function describeAutoMLJob(job: Job): Partial<DescribeAutoMLJobV2Response> {
  return {
    AutoMLJobName: job.name,
    AutoMLJobArn: job.arn,
    AutoMLJobStatus: job.status,
    ...(job.status === "Failed" ? { FailureReason: "too few rows" } : {}),
    ...(job.meanAbsoluteError === null
      ? {}
      : {
          BestCandidate: {
            CandidateName: `${job.name}-best`,
            ...{ ObjectiveStatus: "Succeeded", CandidateStatus: "Completed", CandidateSteps: [] },
            ...{ CreationTime: job.started, LastModifiedTime: job.started },
            InferenceContainers: [
              { Image: "automl:1", ModelDataUrl: `s3://models/jobs/${job.name}/model.tar.gz` },
            ],
            CandidateProperties: {
              CandidateMetrics: [{ MetricName: "MAE", Value: job.meanAbsoluteError }],
            },
          },
        }),
  };
}

export function describeExecution(job: Job) {
  return {
    executionArn: job.arn,
    status: executionStatus(job),
    ...(job.status === "Failed" ? { error: "NoRows", cause: "0 rows" } : {}),
  };
}
