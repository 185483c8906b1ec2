const account = "444455556666";
const arn = (resource: string) => `arn:aws:sagemaker:eu-west-1:${account}:${resource}`;
const begin = Date.parse("2026-10-01T00:00:00Z");

/**
 * The n-th event of a model's days, as JSON text: of ten, four are steps of a pipeline, two are jobs, two are windows
 * without drift, one is a person's pause (refused after the first; with its announcement as an effect), one is of another team's endpoint.
 * Every one differs from every other.
 */
export function eventOf(model: string, number: number): string {
  const at = new Date(begin + number * 60_000).toISOString();
  const { source, detailType, detail } = content(model, number, at);
  return JSON.stringify({
    version: "0",
    id: `${model}-${number}`,
    source,
    "detail-type": detailType,
    account,
    region: "eu-west-1",
    time: at,
    resources: [],
    detail,
  });
}

function content(model: string, number: number, at: string) {
  const source = "aws.sagemaker";
  switch (number % 10) {
    case 0:
      return {
        source: "driftwheel.command",
        detailType: "Command Given",
        detail: { model, command: { name: "pause" }, by: "on call", reason: `maintenance ${number}` },
      };
    case 1:
      return {
        source,
        detailType: "SageMaker Endpoint State Change",
        detail: {
          EndpointArn: arn(`endpoint/other-${number}`),
          EndpointName: `other-${number}`,
          EndpointConfigName: "other-1",
          EndpointStatus: "IN_SERVICE",
          LastModifiedTime: Date.parse(at),
        },
      };
    case 2:
    case 3:
      return {
        source,
        detailType: "SageMaker Training Job State Change",
        detail: {
          TrainingJobArn: arn(`training-job/${model}-${number}`),
          TrainingJobName: `${model}-${number}`,
          TrainingJobStatus: "Completed",
          LastModifiedTime: Date.parse(at),
          Tags: { "driftwheel:model": model },
        },
      };
    case 4:
    case 5:
      return {
        source: "driftwheel.monitor",
        detailType: "Drift Report",
        detail: {
          endpoint: `${model}-prod`,
          source: "driftwheel",
          schedule: "driftwheel",
          windowStart: new Date(Date.parse(at) - 60_000).toISOString(),
          windowEnd: at,
          rows: 900,
          features: [
            {
              feature: "temperature",
              check: "baseline_drift_check",
              violated: false,
              distance: 0.02,
              threshold: 0.2,
              pValue: 0.6,
              description: "as before",
            },
          ],
          report: null,
        },
      };
    default:
      return {
        source,
        detailType: "SageMaker Model Building Pipeline Execution Step Status Change",
        detail: {
          metadata: {},
          stepStartTime: at,
          stepEndTime: at,
          stepName: `step-${number}`,
          stepType: "Training",
          previousStepStatus: "Executing",
          currentStepStatus: "Succeeded",
          pipelineArn: arn(`pipeline/${model}-train`),
          pipelineExecutionArn: arn(`pipeline/${model}-train/execution/e${number}`),
        },
      };
  }
}
