import { commandEvent, hookCommand } from "./commands/command-event.ts";
import { newData } from "./commands/new-data.ts";
import { createdObject } from "./created-object.ts";
import { alarm } from "./monitoring/alarm.ts";
import { driftReport } from "./monitoring/drift-report.ts";
import { evidently } from "./monitoring/evidently-report.ts";
import { windowNotJudged } from "./monitoring/window-not-judged.ts";
import type { EventParser } from "./parser/event-parser.ts";
import { endpoint } from "./sagemaker/endpoint.ts";
import { endpointDeployment } from "./sagemaker/endpoint-deployment.ts";
import { featureGroup } from "./sagemaker/feature-group.ts";
import { modelPackage } from "./sagemaker/model-package.ts";
import { pipelineExecution } from "./sagemaker/pipeline-execution.ts";
import { pipelineStep } from "./sagemaker/pipeline-step.ts";
import { processingJob } from "./sagemaker/processing-job.ts";
import { trainingJob } from "./sagemaker/training-job.ts";
import { transformJob } from "./sagemaker/transform-job.ts";
import { tuningJob } from "./sagemaker/tuning-job.ts";
import { statesExecution } from "./states-execution.ts";

/** The events that are read, each by its parser. */
export const parsers: readonly EventParser[] = [
  trainingJob,
  tuningJob,
  transformJob,
  processingJob,
  pipelineExecution,
  pipelineStep,
  modelPackage,
  featureGroup,
  endpoint,
  endpointDeployment,
  alarm,
  createdObject,
  driftReport,
  windowNotJudged,
  evidently,
  commandEvent,
  hookCommand,
  newData,
  statesExecution,
];

/*
 * Every documented SageMaker detail-type that no parser reads, and why Driftwheel does not need it.
 * https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-sagemaker.html
 */
const groups: readonly { readonly reason: string; readonly detailTypes: readonly string[] }[] = [
  {
    reason: "a config changes nothing until an endpoint uses it, and the endpoint's own event tells that",
    detailTypes: ["SageMaker Endpoint Config State Change"],
  },
  {
    reason: "versions are followed as model packages; a model is only what an endpoint config names",
    detailTypes: ["SageMaker Model State Change"],
  },
  {
    reason: "notebooks are where people work; nothing that serves depends on them",
    detailTypes: [
      "SageMaker Notebook Instance State Change",
      "SageMaker Notebook Lifecycle Config State Change",
    ],
  },
  {
    reason: "Marketplace algorithms are not versions of a model under care",
    detailTypes: ["SageMaker Algorithm State Change"],
  },
  {
    reason: "Studio images are tools of people, not versions of a model",
    detailTypes: ["SageMaker Image State Change", "SageMaker Image Version State Change"],
  },
  {
    reason: "model cards document a version; the gate reads the model package's own metrics",
    detailTypes: ["SageMaker Model Card State Change", "SageMaker Model Card Export Job State Change"],
  },
  {
    reason: "it tells that a schedule was changed, not what a run found; the run's processing job tells that",
    detailTypes: ["SageMaker Monitoring Schedule State Change"],
  },
  {
    reason: "clusters are capacity; whether a training ended well is told by the job that ran on it",
    detailTypes: [
      "SageMaker HyperPod Cluster State Change",
      "SageMaker HyperPod Cluster Node Health Event",
      "SageMaker HyperPod Cluster Event",
    ],
  },
  {
    reason: "people review single predictions there; approvals of versions come as Model Package events",
    detailTypes: [
      "SageMaker A2I HumanLoop Status Change",
      "SageMaker Human Loop Finished",
      "SageMaker Human Loop Step Execution Finished",
      "SageMaker Human Task Accepted",
      "SageMaker Human Task Created",
      "SageMaker Human Task Declined",
      "SageMaker Human Task Expired",
      "SageMaker Human Task Returned",
      "SageMaker Human Task Submitted",
    ],
  },
  {
    reason: "labels matter once they lie where the policy's labelled data is read from",
    detailTypes: [
      "SageMaker Ground Truth Labeling Job State Change",
      "SageMaker Ground Truth Labeling Job Task Status Change",
    ],
  },
  {
    reason: "candidates are judged by the metrics of their model package, not by separate evaluation jobs",
    detailTypes: ["SageMaker Evaluation Job Status Change"],
  },
  {
    reason: "experiment tracking records what was tried; versions are followed in the Model Registry",
    detailTypes: [
      ...[
        "Creating",
        "Created",
        "Create Failed",
        "Updating",
        "Updated",
        "Update Failed",
        "Deleting",
        "Deleted",
        "Delete Failed",
        "Starting",
        "Started",
        "Start Failed",
        "Stopping",
        "Stopped",
        "Stop Failed",
        "Maintenance In Progress",
        "Maintenance Complete",
        "Maintenance Failed",
      ].map((state) => `SageMaker Tracking Server ${state}`),
      ...[
        "Creating Run",
        "Creating RegisteredModel",
        "Creating ModelVersion",
        "Transitioning ModelVersion Stage",
        "Setting Registered Model Alias",
      ].map((change) => `SageMaker MLFlow Tracking Server ${change}`),
    ],
  },
];

/** Detail-type -> why Driftwheel does not need it. */
export const notNeeded: ReadonlyMap<string, string> = new Map(
  groups.flatMap(({ reason, detailTypes }) => detailTypes.map((detailType) => [detailType, reason] as const)),
);
