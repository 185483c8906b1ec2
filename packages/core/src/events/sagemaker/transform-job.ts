import * as z from "zod/mini";
import { optionalText, resourceName, sagemakerArn } from "../../schema/fields.ts";
import { moment } from "../../schema/moment.ts";
import type { TransformJobChanged } from "../../vocabulary/signal.ts";
import { eventParser } from "../parser/event-parser.ts";
import { identityOf } from "../parser/identity.ts";
import { jobStatus } from "./status.ts";
import { taggedModel } from "./tags.ts";

const detail = () =>
  z.object(
    {
      TransformJobArn: sagemakerArn("transform-job", "transform job"),
      TransformJobName: optionalText("the transform job's name"),
      TransformJobStatus: jobStatus,
      FailureReason: optionalText("a text or null"),
      ModelName: optionalText("the name of the model that it uses"),
      CreationTime: z.nullish(moment),
      TransformEndTime: z.nullish(moment),
      Tags: taggedModel,
    },
    "an object with the transform job's fields",
  );

/**
 * https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html
 * Identity: job ARN and status: a job ends once, and none is started again.
 */
export const transformJob = eventParser<TransformJobChanged, z.output<ReturnType<typeof detail>>>({
  kind: "transform-job-changed",
  source: "aws.sagemaker",
  detailTypes: ["SageMaker Transform Job State Change"],
  detail,
  happened: (job) => job.TransformEndTime,
  read({ detail: job, at }) {
    const arn = job.TransformJobArn;
    return {
      signal: {
        kind: "transform-job-changed",
        identity: identityOf("transform-job-changed", arn, job.TransformJobStatus.name),
        at,
        job: job.TransformJobName ?? resourceName(arn),
        arn,
        status: job.TransformJobStatus.known,
        failureReason: job.FailureReason,
        uses: job.ModelName,
        taggedModel: job.Tags,
      },
    };
  },
});
