import * as z from "zod/mini";
import { optionalText, resourceName, sagemakerArn } from "../../schema/fields.ts";
import { moment } from "../../schema/moment.ts";
import type { TuningJobChanged } from "../../vocabulary/signal.ts";
import { eventParser } from "../parser/event-parser.ts";
import { identityOf } from "../parser/identity.ts";
import { jobStatus } from "./status.ts";
import { taggedModel } from "./tags.ts";

const detail = () =>
  z.object(
    {
      HyperParameterTuningJobArn: sagemakerArn("(?:hyper-parameter-tuning-job|tuningJob)", "tuning job"),
      HyperParameterTuningJobName: optionalText("the tuning job's name"),
      HyperParameterTuningJobStatus: jobStatus,
      FailureReason: optionalText("a text or null"),
      CreationTime: z.nullish(moment),
      HyperParameterTuningEndTime: z.nullish(moment),
      LastModifiedTime: z.nullish(moment),
      Tags: taggedModel,
    },
    "an object with the tuning job's fields",
  );

/**
 * https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html
 * Identity: job ARN, status, last modification (its end, or its creation, when the event does not have it).
 */
export const tuningJob = eventParser<TuningJobChanged, z.output<ReturnType<typeof detail>>>({
  kind: "tuning-job-changed",
  source: "aws.sagemaker",
  detailTypes: ["SageMaker HyperParameter Tuning Job State Change"],
  detail,
  happened: (job) => job.LastModifiedTime ?? job.HyperParameterTuningEndTime,
  read({ detail: job, at }) {
    const arn = job.HyperParameterTuningJobArn;
    const changed = job.LastModifiedTime ?? job.HyperParameterTuningEndTime ?? job.CreationTime ?? null;
    return {
      signal: {
        kind: "tuning-job-changed",
        identity: identityOf("tuning-job-changed", arn, job.HyperParameterTuningJobStatus.name, changed),
        at,
        job: job.HyperParameterTuningJobName ?? resourceName(arn),
        arn,
        status: job.HyperParameterTuningJobStatus.known,
        failureReason: job.FailureReason,
        taggedModel: job.Tags,
      },
    };
  },
});
