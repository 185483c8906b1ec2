import type { TrainingJob } from "../training/training-job.ts";
import { type AutoMLView, metricOf } from "./automl-job.ts";
import { directionOf, metricsOf } from "./objectives.ts";

type Members = Readonly<Record<string, unknown>>;

/** `AutoMLCandidate`: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_AutoMLCandidate.html */
export function describeCandidate(job: AutoMLView, trial: TrainingJob): Members {
  const objective = job.resolved?.objective ?? "";
  const value = metricOf(trial, objective);
  const running = trial.status === "InProgress" || trial.status === "Stopping";
  return {
    CandidateName: trial.name,
    FinalAutoMLJobObjectiveMetric:
      value === null
        ? undefined
        : {
            Type: directionOf(objective),
            MetricName: objective,
            Value: value,
            StandardMetricName: objective,
          },
    ObjectiveStatus: running ? "Pending" : value === null ? "Failed" : "Succeeded",
    CandidateSteps: stepsOf(job, trial),
    CandidateStatus: trial.status,
    InferenceContainers: value === null ? undefined : [inferenceContainer(job, trial)],
    CreationTime: trial.creationTime,
    EndTime: trial.trainingEndTime ?? undefined,
    LastModifiedTime: trial.lastModifiedTime,
    FailureReason: trial.failureReason ?? undefined,
    CandidateProperties: value === null ? undefined : properties(job, trial),
  };
}

function stepsOf({ preparation }: AutoMLView, trial: TrainingJob): readonly Members[] {
  const training = {
    CandidateStepType: "AWS::SageMaker::TrainingJob",
    CandidateStepArn: trial.arn,
    CandidateStepName: trial.name,
  };
  if (preparation === null) return [training];
  const { name, arn } = preparation;
  return [
    { CandidateStepType: "AWS::SageMaker::ProcessingJob", CandidateStepArn: arn, CandidateStepName: name },
    training,
  ];
}

/** With the variables that the Python SDK's AutoMLStep expects of the service's: `get_best_auto_ml_model`. */
function inferenceContainer({ resolved }: AutoMLView, trial: TrainingJob): Members {
  const supported =
    resolved?.problemType === "Regression"
      ? "predicted_label"
      : "predicted_label,probability,probabilities,labels";
  return {
    Image: trial.request.AlgorithmSpecification.TrainingImage,
    ModelDataUrl: trial.modelArtifacts,
    Environment: {
      MODEL_NAME: trial.name,
      SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT: "text/csv",
      SAGEMAKER_INFERENCE_OUTPUT: "predicted_label",
      SAGEMAKER_INFERENCE_SUPPORTED: supported,
      SAGEMAKER_PROGRAM: "serve",
      SAGEMAKER_SUBMIT_DIRECTORY: "/opt/ml/model",
    },
  };
}

function properties({ resolved, reports }: AutoMLView, trial: TrainingJob): Members {
  const names = resolved === null ? [] : metricsOf(resolved.problemType);
  const CandidateMetrics = names.flatMap((StandardMetricName) => {
    const Value = metricOf(trial, StandardMetricName);
    // What is no objective has no MetricName: the model of the service allows it none.
    const own = StandardMetricName === "LogLoss" ? {} : { MetricName: StandardMetricName };
    return Value === null ? [] : [{ ...own, StandardMetricName, Value, Set: "Validation" }];
  });
  return {
    CandidateArtifactLocations:
      reports?.candidate === trial.name
        ? { Explainability: reports.explainability, ModelInsights: reports.insights }
        : undefined,
    CandidateMetrics,
  };
}
