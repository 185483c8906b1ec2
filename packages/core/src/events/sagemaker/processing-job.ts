import * as z from "zod/mini";
import { optionalText, resourceName, sagemakerArn } from "../../schema/fields.ts";
import { quoted } from "../../schema/issues.ts";
import { moment } from "../../schema/moment.ts";
import type { MonitorRunFinished, ProcessingJobChanged } from "../../vocabulary/signal.ts";
import { isGroundTruthMerge, type JobTraits, monitorRun } from "../monitoring/monitor-run.ts";
import { eventParser } from "../parser/event-parser.ts";
import { identityOf } from "../parser/identity.ts";
import { pipelineExecutionOf } from "./pipeline-job.ts";
import { jobStatus } from "./status.ts";
import { taggedModel } from "./tags.ts";

const environment = z.pipe(
  z.nullish(
    z.custom<object>(
      (value) => typeof value === "object" && value !== null && !Array.isArray(value),
      "an object of texts",
    ),
  ),
  z.transform(
    (variables) =>
      new Map(
        Object.entries(variables ?? {}).filter(
          (pair): pair is [string, string] => typeof pair[1] === "string",
        ),
      ),
  ),
);

// What an output looks like is SageMaker's affair; only its location is of use, and only where there is one.
const outputs = z.pipe(
  z.catch(
    z.nullish(
      z.object({
        Outputs: z.nullish(
          z.array(z.catch(z.nullable(z.object({ S3Output: z.object({ S3Uri: z.string() }) })), null)),
        ),
      }),
    ),
    null,
  ),
  z.transform((config) => (config?.Outputs ?? []).flatMap((output) => output?.S3Output.S3Uri ?? [])),
);

const detail = () =>
  z.object(
    {
      ProcessingJobArn: sagemakerArn("processing-job", "processing job"),
      ProcessingJobName: optionalText("the processing job's name"),
      ProcessingJobStatus: jobStatus,
      FailureReason: optionalText("a text or null"),
      ExitMessage: optionalText("a text or null"),
      AutoMLJobArn: optionalText("an ARN or null"),
      MonitoringScheduleArn: optionalText("an ARN or null"),
      AppSpecification: z.nullish(
        z.object({ ImageUri: optionalText("the container's image") }, "an object with the container's image"),
      ),
      Environment: environment,
      ProcessingOutputConfig: outputs,
      CreationTime: z.nullish(moment),
      ProcessingEndTime: z.nullish(moment),
      LastModifiedTime: z.nullish(moment),
      Tags: taggedModel,
    },
    "an object with the processing job's fields",
  );

/**
 * https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html
 * Identity: job ARN, status, last modification (its end, or its creation, when the event does not have it).
 */
export const processingJob = eventParser<
  ProcessingJobChanged | MonitorRunFinished,
  z.output<ReturnType<typeof detail>>
>({
  kind: "processing-job-changed",
  source: "aws.sagemaker",
  detailTypes: ["SageMaker Processing Job State Change"],
  detail,
  happened: (job) => job.LastModifiedTime ?? job.ProcessingEndTime,
  read({ detail: job, at }) {
    const name = job.ProcessingJobName ?? resourceName(job.ProcessingJobArn);
    const changed = job.LastModifiedTime ?? job.ProcessingEndTime ?? job.CreationTime ?? null;
    const traits: JobTraits = {
      name,
      image: job.AppSpecification?.ImageUri ?? "",
      scheduleArn: job.MonitoringScheduleArn,
      environment: job.Environment,
      outputs: job.ProcessingOutputConfig,
    };
    const common = {
      at,
      job: name,
      arn: job.ProcessingJobArn,
      status: job.ProcessingJobStatus.known,
      failureReason: job.FailureReason,
    };
    if (job.AutoMLJobArn) {
      return {
        ignored: `processing job ${quoted(name)} is a step of ${quoted(resourceName(job.AutoMLJobArn))}; retraining is a pipeline's affair`,
      };
    }
    if (isGroundTruthMerge(traits)) {
      return {
        ignored: `processing job ${quoted(name)} only joins captures with ground truth; the model quality job that follows it has the verdict`,
      };
    }
    const run = monitorRun(traits);
    if (run && ["InProgress", "Stopping"].includes(common.status)) {
      return { ignored: `monitor run ${quoted(name)} is ${common.status}; it is read once it has ended` };
    }
    const kind = run ? "monitor-run-finished" : "processing-job-changed";
    const identity = identityOf(kind, job.ProcessingJobArn, job.ProcessingJobStatus.name, changed);
    if (run) {
      const { monitor, endpoint, schedule } = run;
      return { signal: { kind: "monitor-run-finished", identity, ...common, monitor, endpoint, schedule } };
    }
    return {
      signal: {
        kind: "processing-job-changed",
        identity,
        ...common,
        taggedModel: job.Tags,
        pipelineExecution: pipelineExecutionOf(name),
      },
    };
  },
});
