import * as z from "zod/mini";
import { optionalText, resourceName, sagemakerArn } from "../../schema/fields.ts";
import { moment } from "../../schema/moment.ts";
import type { FeatureGroupChanged } from "../../vocabulary/signal.ts";
import { eventParser } from "../parser/event-parser.ts";
import { identityOf } from "../parser/identity.ts";
import { status } from "./status.ts";

const detail = () =>
  z.object(
    {
      FeatureGroupArn: sagemakerArn("feature-group", "feature group"),
      FeatureGroupName: optionalText("the feature group's name"),
      // The documented sample has "Active", which the API has not.
      FeatureGroupStatus: status(["Creating", "Created", "CreateFailed", "Deleting", "DeleteFailed"]),
      FailureReason: optionalText("a text or null"),
      CreationTime: z.nullish(moment),
      LastModifiedTime: z.nullish(moment),
    },
    "an object with the feature group's fields",
  );

/**
 * https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html
 * It tells that a feature group was made or deleted, and never of its records. Identity: its ARN, status, last
 * modification (its creation when the event does not have it).
 */
export const featureGroup = eventParser<FeatureGroupChanged, z.output<ReturnType<typeof detail>>>({
  kind: "feature-group-changed",
  source: "aws.sagemaker",
  detailTypes: ["SageMaker Feature Group State Change"],
  detail,
  happened: (changed) => changed.LastModifiedTime,
  read({ detail: changed, at }) {
    const { FeatureGroupArn: arn, FeatureGroupStatus } = changed;
    const modified = changed.LastModifiedTime ?? changed.CreationTime ?? null;
    return {
      signal: {
        kind: "feature-group-changed",
        identity: identityOf("feature-group-changed", arn, FeatureGroupStatus.name, modified),
        at,
        featureGroup: changed.FeatureGroupName ?? resourceName(arn),
        arn,
        status: FeatureGroupStatus.known,
        failureReason: changed.FailureReason,
      },
    };
  },
});
