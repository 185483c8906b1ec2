import * as z from "zod/mini";
import { optionalText, resourceName, sagemakerArn } from "../../schema/fields.ts";
import { moment } from "../../schema/moment.ts";
import type { EndpointChanged } from "../../vocabulary/signal.ts";
import { eventParser } from "../parser/event-parser.ts";
import { identityOf } from "../parser/identity.ts";
import { endpointStatus } from "./status.ts";

const detail = () =>
  z.object(
    {
      EndpointArn: sagemakerArn("endpoint", "endpoint"),
      EndpointName: optionalText("the endpoint's name"),
      EndpointConfigName: optionalText("the endpoint config's name"),
      EndpointStatus: endpointStatus,
      LastModifiedTime: z.nullish(moment),
    },
    "an object with the endpoint's fields",
  );

/**
 * https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html
 * Identity: endpoint ARN, status, config, last modification (the event's own time when it does not have it:
 * an endpoint is InService again and again, so without any time its later changes would look like repeats).
 */
export const endpoint = eventParser<EndpointChanged, z.output<ReturnType<typeof detail>>>({
  kind: "endpoint-changed",
  source: "aws.sagemaker",
  detailTypes: ["SageMaker Endpoint State Change"],
  detail,
  happened: (changed) => changed.LastModifiedTime,
  read({ detail: changed, at }) {
    return {
      signal: {
        kind: "endpoint-changed",
        identity: identityOf(
          "endpoint-changed",
          changed.EndpointArn,
          changed.EndpointStatus.name,
          changed.EndpointConfigName,
          at,
        ),
        at,
        // The ARN has the name in lower case.
        endpoint: changed.EndpointName ?? resourceName(changed.EndpointArn),
        arn: changed.EndpointArn,
        status: changed.EndpointStatus.known,
        config: changed.EndpointConfigName,
      },
    };
  },
});
