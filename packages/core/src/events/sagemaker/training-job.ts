import * as z from "zod/mini";
import { optionalText, resourceName, sagemakerArn } from "../../schema/fields.ts";
import { quoted } from "../../schema/issues.ts";
import { moment } from "../../schema/moment.ts";
import type { TrainingJobChanged } from "../../vocabulary/signal.ts";
import { eventParser } from "../parser/event-parser.ts";
import { identityOf } from "../parser/identity.ts";
import { pipelineExecutionOf } from "./pipeline-job.ts";
import { jobStatus } from "./status.ts";
import { taggedModel } from "./tags.ts";

const detail = () =>
  z.object(
    {
      TrainingJobArn: sagemakerArn("training-job", "training job"),
      TrainingJobName: optionalText("the training job's name"),
      TrainingJobStatus: jobStatus,
      FailureReason: optionalText("a text or null"),
      TuningJobArn: optionalText("an ARN or null"),
      AutoMLJobArn: optionalText("an ARN or null"),
      CreationTime: z.nullish(moment),
      TrainingEndTime: z.nullish(moment),
      LastModifiedTime: z.nullish(moment),
      Tags: taggedModel,
    },
    "an object with the training job's fields",
  );

/**
 * https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html
 * Identity: job ARN, status, last modification (its end, or its creation, when the event does not have it).
 */
export const trainingJob = eventParser<TrainingJobChanged, z.output<ReturnType<typeof detail>>>({
  kind: "training-job-changed",
  source: "aws.sagemaker",
  detailTypes: ["SageMaker Training Job State Change"],
  detail,
  happened: (job) => job.LastModifiedTime ?? job.TrainingEndTime,
  read({ detail: job, at }) {
    const name = job.TrainingJobName ?? resourceName(job.TrainingJobArn);
    const search = job.TuningJobArn ?? job.AutoMLJobArn;
    if (search) {
      return {
        ignored: `training job ${quoted(name)} is one trial of ${quoted(resourceName(search))}; no trial by itself becomes a candidate`,
      };
    }
    const changed = job.LastModifiedTime ?? job.TrainingEndTime ?? job.CreationTime ?? null;
    return {
      signal: {
        kind: "training-job-changed",
        identity: identityOf("training-job-changed", job.TrainingJobArn, job.TrainingJobStatus.name, changed),
        at,
        job: name,
        arn: job.TrainingJobArn,
        status: job.TrainingJobStatus.known,
        failureReason: job.FailureReason,
        taggedModel: job.Tags,
        pipelineExecution: pipelineExecutionOf(name),
      },
    };
  },
});
